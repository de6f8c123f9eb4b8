/**
 * D10: the end of an agent's work on a conversation. `end` ends it for everybody, so does `end-conference`; `later` wraps up
 * what somebody else has ended. What the server refuses is said inside, and the dialog stays.
 */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { ticking } from '../../clock.ts';
import { t } from '../../words/dialogs.ts';
import { refusalWords } from '../../words/refusals.ts';
import { Duration } from '../durations.tsx';
import type { ConversationDialogProps } from './dialog-props.ts';
import styles from './dialogs.module.css';
import { createWrapUp, keepReason, lacksReason, WrapUpFields } from './wrap-up-fields.tsx';

export interface WrapUpDialogProps extends ConversationDialogProps {
  mode: 'end' | 'later' | 'end-conference';
}

export function WrapUpDialog(props: WrapUpDialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Opened {...props} />
    </Show>
  );
}

function Opened(props: WrapUpDialogProps): JSX.Element {
  const form = createUniqueId();
  const wrapUp = createWrapUp(props.desk, props.conversation);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const dueAt = () => props.desk.state.wrapUps.find((due) => due.conversation === props.conversation)?.dueAt;
  const words = () => {
    switch (props.mode) {
      case 'end':
        return { title: t('view.end.title'), text: t('view.end.text', props.visitor), submit: t('view.end.confirm') };
      case 'later':
      case 'end-conference':
        return {
          title: t(`wrap-up.${props.mode}.title`),
          text: t(`wrap-up.${props.mode}.text`, props.visitor),
          submit: t(`wrap-up.${props.mode}.submit`),
        };
    }
  };

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { desk, conversation } = props;
    const said = { ...wrapUp.value(), note: wrapUp.value().note.trim() };
    if (lacksReason(desk.state.settings, said)) return void setError(refusalWords['wrap-up.required']);
    setBusy(true);
    let over = props.mode === 'later';
    let outcome = over ? await desk.wrapUp(conversation, said) : await desk.close(conversation, said);
    // The visitor was faster: what is written here is what the work ends with all the same.
    if (!outcome.ok && outcome.code === 'conversation.closed') {
      over = true;
      outcome = await desk.wrapUp(conversation, said);
    }
    setBusy(false);
    if (!outcome.ok) {
      return void setError(
        over && outcome.code === 'conversation.not-held' ? t('wrap-up.by-itself') : refusalWords[outcome.code],
      );
    }
    keepReason(desk.site, said);
    wrapUp.forget();
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open
      onOpenChange={props.onOpenChange}
      title={words().title}
      description={
        <>
          {words().text}{' '}
          <Show when={props.mode === 'later' && dueAt()}>
            {(at) => (
              <>
                {t('wrap-up.due')} <Duration ms={Math.max(0, at() - ticking() - props.desk.state.clockAheadMs)} />{' '}
                {t('wrap-up.due.unless')}
              </>
            )}
          </Show>
        </>
      }
      data-testid="wrap-up"
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{uiWords().cancel}</Button>
          <Button
            type="submit"
            form={form}
            variant={props.mode === 'later' ? 'primary' : 'danger-solid'}
            busy={busy()}
            disabled={props.desk.state.link !== 'live'}
            data-testid="confirm"
          >
            {words().submit}
          </Button>
        </>
      }
    >
      <form id={form} class={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <WrapUpFields
          site={props.desk.site}
          settings={props.desk.state.settings}
          value={wrapUp.value()}
          onValue={(next) => {
            wrapUp.set(next);
            setError(undefined);
          }}
          error={error()}
        />
      </form>
    </Dialog>
  );
}
