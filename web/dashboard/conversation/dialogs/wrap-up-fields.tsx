/** D10: what an agent's work ends with: one of the site's reasons, and a note. The reason used last stands on top. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import type { DeskSettings, WrapUp } from '#protocol/desk';
import { TextArea } from '../../../kit/ui/field.tsx';
import type { Desk } from '../../desk-store.ts';
import { t } from '../../words/dialogs.ts';
import { keepDraft, readDraft, wrapUpOf } from '../drafts.ts';
import styles from './dialogs.module.css';
import { PickList } from './pick-list.tsx';

/** As in the protocol's `wrapUpSchema`, which would bring its whole validator along. */
const NOTE_MAX_CHARS = 500;
/** No reason's value can be this: theirs are trimmed. */
const NONE = ' ';

export function WrapUpFields(props: {
  site: string;
  settings: DeskSettings | null;
  value: WrapUp;
  onValue: (value: WrapUp) => void;
  error: string | undefined;
}): JSX.Element {
  let note!: HTMLDivElement;
  const errorId = createUniqueId();
  const last = lastReason(props.site);
  const reasons = () => {
    const all = props.settings?.wrapUpReasons ?? [];
    return last !== null && all.includes(last) ? [last, ...all.filter((reason) => reason !== last)] : all;
  };
  const items = () => [
    ...(props.settings?.wrapUpRequired ? [] : [{ id: NONE, label: t('wrap-up.none') }]),
    ...reasons().map((reason) => ({
      id: reason,
      label: reason,
      ...(reason === last && { end: t('wrap-up.last') }),
    })),
  ];
  const value = () => props.value.reason ?? (props.settings?.wrapUpRequired ? undefined : NONE);
  return (
    <>
      <Show when={reasons().length > 0}>
        <PickList
          label={t('wrap-up.reason')}
          search={t('wrap-up.search')}
          groups={[{ items: items() }]}
          value={value()}
          onValue={(id) => props.onValue({ ...props.value, reason: id === NONE ? null : id })}
          onChosen={() => note.querySelector('textarea')?.focus()}
          data-testid="wrap-up.reasons"
        />
      </Show>
      <div ref={note}>
        <TextArea
          label={t('wrap-up.note')}
          optional
          description={t('wrap-up.note.text')}
          rows={2}
          dir="auto"
          maxLength={NOTE_MAX_CHARS}
          value={props.value.note}
          onValue={(text) => props.onValue({ ...props.value, note: text })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
          data-testid="wrap-up.note"
        />
      </div>
      <Show when={props.error}>
        <p id={errorId} class={styles.error} role="alert" data-testid="dialog.error">
          {props.error}
        </p>
      </Show>
    </>
  );
}

/** Whether something has to be chosen that isn't. */
export function lacksReason(settings: DeskSettings | null, { reason }: WrapUp): boolean {
  return Boolean(settings?.wrapUpRequired) && (settings?.wrapUpReasons.length ?? 0) > 0 && reason === null;
}

/** The wrap-up of a conversation while it is being written. What is written outlives its dialog: `forget` when it went through. */
export function createWrapUp(desk: Desk, conversation: string) {
  const me = desk.state.member?.id ?? '';
  const draft = wrapUpOf(conversation);
  const [value, setValue] = createSignal<WrapUp>({ reason: null, note: readDraft(me, draft).text });
  const keep = (text: string) => keepDraft(me, draft, { text, began: null });
  return {
    value,
    set(next: WrapUp): void {
      setValue(next);
      keep(next.note);
    },
    forget: () => keep(''),
  };
}

export function keepReason(site: string, { reason }: WrapUp): void {
  if (reason === null) return;
  try {
    localStorage.setItem(KEY + site, reason);
  } catch {
    // Storage is blocked: the site's own order will do.
  }
}

const KEY = 'edgewise.wrap-up.';

function lastReason(site: string): string | null {
  try {
    return localStorage.getItem(KEY + site);
  } catch {
    return null;
  }
}
