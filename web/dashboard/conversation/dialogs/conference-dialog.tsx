/** D7: asks a colleague to join the conversation. They may decline, and nothing changes until they accept. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { t } from '../../words/dialogs.ts';
import { refusalWords } from '../../words/refusals.ts';
import { agentItems } from './agent-items.tsx';
import type { ConversationDialogProps } from './dialog-props.ts';
import styles from './dialogs.module.css';
import { PickList } from './pick-list.tsx';

export function ConferenceDialog(props: ConversationDialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Opened {...props} />
    </Show>
  );
}

function Opened(props: ConversationDialogProps): JSX.Element {
  const form = createUniqueId();
  const [agent, setAgent] = createSignal<string>();
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const state = () => props.desk.state;
  const inside = () =>
    state()
      .threads.get(props.conversation)
      ?.desk.guests?.map(({ id }) => id) ?? [];

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const to = agent();
    if (to === undefined) return void setError(t('conference.choose'));
    setBusy(true);
    const outcome = await props.desk.invite(props.conversation, to);
    setBusy(false);
    if (outcome.ok) props.onOpenChange(false);
    else setError(refusalWords[outcome.code]);
  }

  return (
    <Dialog
      open
      onOpenChange={props.onOpenChange}
      title={t('conference.title', props.visitor)}
      description={t('conference.text')}
      data-testid="conference"
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{uiWords().cancel}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={busy()}
            disabled={state().link !== 'live'}
            data-testid="confirm"
          >
            {t('conference.submit')}
          </Button>
        </>
      }
    >
      <form id={form} class={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <PickList
          label={t('transfer.agents')}
          search={t('conference.search')}
          groups={[
            {
              items: agentItems(state().agents.values(), state().member?.id ?? '', inside()),
              empty: t('transfer.no-agents'),
            },
          ]}
          value={agent()}
          onValue={(id) => {
            setAgent(id);
            setError(undefined);
          }}
        />
        <Show when={error()}>
          <p class={styles.error} role="alert" data-testid="dialog.error">
            {error()}
          </p>
        </Show>
      </form>
    </Dialog>
  );
}
