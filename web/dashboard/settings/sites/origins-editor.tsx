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
  /** Something is typed but not added. */
  onTyped?: (typed: boolean) => void;
}

export function OriginsEditor(props: OriginsEditorProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  let field: HTMLDivElement | undefined;

  function type(text: string): void {
    setTyped(text);
    setProblem(undefined);
    props.onTyped?.(text.trim() !== '');
  }

  async function add(): Promise<void> {
    if (props.busy) return;
    const read = readOrigins(typed(), props.origins);
    if ('problem' in read) {
      const text = t(`origins.problem.${read.problem}`);
      setProblem(read.piece ? t('origins.problem.piece', read.piece, text) : text);
    } else if ((await props.onAdd(...read.origins)) !== false) type('');
    field?.querySelector('input')?.focus();
  }

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
