/**
 * The list of allowed origins and a field to add some. What is typed is understood generously (a pasted address becomes
 * its origin, a pasted list several) and refused precisely. The parent decides whether a change is saved at once.
 */
import Globe from 'lucide-solid/icons/globe';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Button, IconButton } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { t } from '../../words/settings.ts';
import { readOrigins } from './origin.ts';
import styles from './origins-editor.module.css';

export interface OriginsEditorProps {
  origins: readonly string[];
  /** Done when they are kept; the field is emptied then. */
  onAdd: (...origins: string[]) => unknown;
  onRemove: (origin: string) => void;
  busy?: boolean;
  /** Is given a function that adds what is still typed. It answers false, and the field says why, where that can't be added. */
  takeTyped?: (take: () => boolean) => void;
}

export function OriginsEditor(props: OriginsEditorProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  let field: HTMLDivElement | undefined;

  function type(text: string): void {
    setTyped(text);
    setProblem(undefined);
  }

  /** The origins that are typed, or null where the field says why they can't be added. */
  function read(): string[] | null {
    const found = readOrigins(typed(), props.origins);
    if (!('problem' in found)) return found.origins;
    const text = t(`origins.problem.${found.problem}`);
    setProblem(found.piece ? t('origins.problem.piece', found.piece, text) : text);
    focusField();
    return null;
  }

  async function add(): Promise<void> {
    if (props.busy) return;
    const origins = read();
    if (origins && (await props.onAdd(...origins)) !== false) type('');
    focusField();
  }

  function take(): boolean {
    if (typed().trim() === '') return true;
    const origins = read();
    if (!origins) return false;
    void props.onAdd(...origins);
    type('');
    return true;
  }

  const focusField = () => field?.querySelector('input')?.focus();
  props.takeTyped?.(take);

  return (
    <div class={styles.editor}>
      <Show when={props.origins.length > 0} fallback={<p class={styles.empty}>{t('origins.empty')}</p>}>
        <ul class={styles.list} data-testid="origins">
          <For each={props.origins}>
            {(origin) => (
              <li class={styles.row}>
                <Globe size={16} strokeWidth={1.75} aria-hidden="true" />
                <span class={styles.origin}>{origin}</span>
                <IconButton
                  size="s"
                  icon={X}
                  label={t('origins.remove', origin)}
                  disabled={props.busy}
                  onClick={() => props.onRemove(origin)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class={styles.add} ref={field}>
        <TextField
          label={t('origins.label')}
          placeholder="https://www.example.com"
          inputmode="url"
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          value={typed()}
          onValue={type}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            // Adds, and doesn't send the form around it.
            event.preventDefault();
            void add();
          }}
          error={problem()}
        />
        <Button icon={Plus} busy={props.busy} onClick={add} data-testid="origin.add">
          {t('origins.add')}
        </Button>
      </div>
      <dl class={styles.examples} aria-label={t('origins.examples')}>
        <Example origin="https://www.example.com" text={t('origins.example.exact')} />
        <Example origin="https://*.example.com" text={t('origins.example.wildcard')} />
        <Example origin="http://localhost:5173" text={t('origins.example.local')} />
      </dl>
    </div>
  );
}

function Example(props: { origin: string; text: string }): JSX.Element {
  return (
    <div>
      <dt>{props.origin}</dt>
      <dd>{props.text}</dd>
    </div>
  );
}
