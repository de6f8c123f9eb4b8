/**
 * D10: the end of an agent's work on a conversation. `end` ends it for everybody, so does `end-conference`; `later` wraps up
 * what somebody else has ended. What the server refuses is said inside, and the dialog stays.
 */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import type { WrapUp } from '#protocol/desk';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { t } from '../../words/dialogs.ts';
import { refusalWords } from '../../words/refusals.ts';
import type { ConversationDialogProps } from './dialog-props.ts';
import styles from './dialogs.module.css';
import { keepReason, lacksReason, WrapUpFields } from './wrap-up-fields.tsx';

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
  const [value, setValue] = createSignal<WrapUp>({ reason: null, note: '' });
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
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
    const wrapUp = { ...value(), note: value().note.trim() };
    if (lacksReason(desk.state.settings, wrapUp)) return void setError(refusalWords['wrap-up.required']);
    setBusy(true);
    const outcome = await (props.mode === 'later'
      ? desk.wrapUp(conversation, wrapUp)
      : desk.close(conversation, wrapUp));
    setBusy(false);
    if (!outcome.ok) return void setError(refusalWords[outcome.code]);
    keepReason(desk.site, wrapUp);
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open
      onOpenChange={props.onOpenChange}
      title={words().title}
      description={words().text}
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
          value={value()}
          onValue={(next) => {
            setValue(next);
            setError(undefined);
          }}
          error={error()}
        />
      </form>
    </Dialog>
  );
}
