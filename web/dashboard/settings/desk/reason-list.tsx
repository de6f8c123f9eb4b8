/** A list of short texts in an order: added, renamed where they stand, moved and removed. The parent keeps and saves it. */
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { createSignal, Index, type JSX, Show } from 'solid-js';
import { Button, IconButton } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { t } from '../../words/desk-settings.ts';
import styles from './reason-list.module.css';

export interface ReasonListProps {
  label: string;
  reasons: readonly string[];
  onReasons: (reasons: string[]) => void;
  /** Most of them, and of characters in one. */
  max: number;
  maxChars: number;
  'data-testid'?: string;
}

export function ReasonList(props: ReasonListProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  let list: HTMLOListElement | undefined;
  let adding: HTMLDivElement | undefined;

  function add(): void {
    const reason = typed().trim();
    if (reason === '') setProblem(t('reasons.empty'));
    else if (has(props.reasons, reason)) setProblem(t('reasons.duplicate'));
    else if (props.reasons.length >= props.max) setProblem(t('reasons.full'));
    else {
      props.onReasons([...props.reasons, reason]);
      setTyped('');
    }
    adding?.querySelector('input')?.focus();
  }

  function move(from: number, to: number): void {
    const next = [...props.reasons];
    next.splice(to, 0, ...next.splice(from, 1));
    props.onReasons(next);
    // The button moves along with its reason; at the end only the other one is left.
    const buttons = list?.children[to]?.querySelectorAll('button');
    const wanted = buttons?.[to < from ? 0 : 1];
    (wanted?.disabled ? buttons?.[to < from ? 1 : 0] : wanted)?.focus();
  }

  function remove(at: number): void {
    props.onReasons(props.reasons.filter((_, index) => index !== at));
    adding?.querySelector('input')?.focus();
  }

  return (
    <div class={styles.editor} data-testid={props['data-testid']}>
      <Show when={props.reasons.length > 0} fallback={<p class={styles.none}>{t('reasons.none')}</p>}>
        <ol ref={list} class={styles.list} aria-label={props.label}>
          <Index each={props.reasons}>
            {(reason, at) => (
              <li class={styles.row}>
                <TextField
                  label={t('reasons.name', at + 1)}
                  hideLabel
                  class={styles.field}
                  autocomplete="off"
                  dir="auto"
                  maxLength={props.maxChars}
                  value={reason()}
                  onValue={(text) => props.onReasons(props.reasons.map((one, index) => (index === at ? text : one)))}
                  error={problemOf(props.reasons, at)}
                />
                <IconButton
                  size="s"
                  icon={ArrowUp}
                  label={t('reasons.up', reason())}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                />
                <IconButton
                  size="s"
                  icon={ArrowDown}
                  label={t('reasons.down', reason())}
                  disabled={at === props.reasons.length - 1}
                  onClick={() => move(at, at + 1)}
                />
                <IconButton size="s" icon={X} label={t('reasons.remove', reason())} onClick={() => remove(at)} />
              </li>
            )}
          </Index>
        </ol>
      </Show>
      <div class={styles.add} ref={adding}>
        <TextField
          label={t('reasons.add.label')}
          autocomplete="off"
          dir="auto"
          maxLength={props.maxChars}
          value={typed()}
          onValue={(text) => {
            setTyped(text);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            // Adds, and doesn't send the form around it.
            event.preventDefault();
            add();
          }}
          error={problem()}
        />
        <Button icon={Plus} onClick={add} data-testid="reasons.add">
          {t('reasons.add')}
        </Button>
      </div>
    </div>
  );
}

/** Whether the list can be saved. */
export function reasonsFit(reasons: readonly string[]): boolean {
  return reasons.every((_, at) => problemOf(reasons, at) === undefined);
}

function problemOf(reasons: readonly string[], at: number): string | undefined {
  const reason = reasons[at]?.trim() ?? '';
  if (reason === '') return t('reasons.empty');
  return has(reasons.slice(0, at), reason) ? t('reasons.duplicate') : undefined;
}

function has(reasons: readonly string[], reason: string): boolean {
  return reasons.some((one) => one.trim().toLocaleLowerCase() === reason.toLocaleLowerCase());
}
