/**
 * D6: hands a conversation over. First to whom, from lists that are live; then what one's own part ends with. A colleague is
 * asked, a queue takes it at once.
 */
import Layers from 'lucide-solid/icons/layers';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js';
import type { QueueCard } from '#protocol/desk';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { ICON_STROKE } from '../../../kit/ui/icon.ts';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { ticking } from '../../clock.ts';
import type { Desk } from '../../desk-store.ts';
import { formatDuration } from '../../time.ts';
import { t } from '../../words/dialogs.ts';
import { refusalWords } from '../../words/refusals.ts';
import { agentItems } from './agent-items.tsx';
import type { ConversationDialogProps } from './dialog-props.ts';
import styles from './dialogs.module.css';
import { PickList } from './pick-list.tsx';
import { createWrapUp, keepReason, lacksReason, WrapUpFields } from './wrap-up-fields.tsx';

export function TransferDialog(props: ConversationDialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Opened {...props} />
    </Show>
  );
}

function Opened(props: ConversationDialogProps): JSX.Element {
  const form = createUniqueId();
  const [to, setTo] = createSignal<string>();
  const [step, setStep] = createSignal<'to' | 'wrap-up'>('to');
  const wrapUp = createWrapUp(props.desk, props.conversation);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const state = () => props.desk.state;
  const queue = () => state().queues.get(to() ?? '');
  const agent = () => state().agents.get(to() ?? '');
  const agents = () => agentItems(state().agents.values(), state().member?.id ?? '');
  /** Who was chosen may have become unavailable since. */
  const mayBe = () => queue() !== undefined || agents().some(({ id, disabled }) => id === to() && !disabled);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (step() === 'to') return mayBe() ? void setStep('wrap-up') : void setError(t('transfer.choose'));
    await transfer();
  }

  async function transfer(): Promise<void> {
    const { desk, conversation, visitor } = props;
    const said = { ...wrapUp.value(), note: wrapUp.value().note.trim() };
    if (lacksReason(state().settings, said)) return void setError(refusalWords['wrap-up.required']);
    const into = queue();
    setBusy(true);
    const outcome = await desk.transfer(conversation, into ? { queue: into.id } : { agent: to()! }, said);
    setBusy(false);
    if (!outcome.ok) return void setError(refusalWords[outcome.code]);
    keepReason(desk.site, said);
    wrapUp.forget();
    if (into) toast({ text: t('transfer.moved', visitor, into.name), tone: 'good' });
    props.onOpenChange(false);
  }

  return (
    <Dialog
      open
      onOpenChange={props.onOpenChange}
      title={t('transfer.title', props.visitor)}
      description={step() === 'to' ? t('transfer.text') : t('transfer.step', queue()?.name ?? agent()?.name ?? '')}
      data-testid="transfer"
      footer={
        <>
          <Show
            when={step() === 'to'}
            fallback={
              <Button
                onClick={() => {
                  setStep('to');
                  setError(undefined);
                }}
              >
                {t('transfer.back')}
              </Button>
            }
          >
            <Reload desk={props.desk} />
            <Button onClick={() => props.onOpenChange(false)}>{uiWords().cancel}</Button>
          </Show>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={busy()}
            disabled={step() === 'wrap-up' && state().link !== 'live'}
            data-testid={step() === 'to' ? 'transfer.next' : 'confirm'}
          >
            {step() === 'to' ? t('transfer.next') : t('transfer.submit')}
          </Button>
        </>
      }
    >
      <form id={form} class={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Show
          when={step() === 'to'}
          fallback={
            <WrapUpStep>
              <WrapUpFields
                site={props.desk.site}
                settings={state().settings}
                value={wrapUp.value()}
                onValue={(next) => {
                  wrapUp.set(next);
                  setError(undefined);
                }}
                error={error()}
              />
            </WrapUpStep>
          }
        >
          <PickList
            label={t('transfer.to')}
            search={t('transfer.search')}
            groups={[
              {
                label: t('transfer.queues'),
                items: [...state().queues.values()].map((each) => queueItem(each, props.desk)),
              },
              {
                label: t('transfer.agents'),
                items: agents(),
                empty: t('transfer.no-agents'),
              },
            ]}
            value={to()}
            onValue={(id) => {
              setTo(id);
              setError(undefined);
            }}
            data-testid="transfer.to"
          />
          <Show when={error()}>
            <p class={styles.error} role="alert" data-testid="dialog.error">
              {error()}
            </p>
          </Show>
        </Show>
      </form>
    </Dialog>
  );
}

/** The second step takes the focus that the first one had. */
function WrapUpStep(props: { children: JSX.Element }): JSX.Element {
  return (
    <div
      class={styles.form}
      ref={(element) => queueMicrotask(() => element.querySelector<HTMLElement>('input, textarea')?.focus())}
    >
      {props.children}
    </div>
  );
}

function queueItem({ id, name, waiting, since, available }: QueueCard, desk: Desk) {
  const counts = () => {
    const line = [t('transfer.waiting', waiting)];
    if (since !== null) line.push(t('transfer.longest', formatDuration(ticking() + desk.state.clockAheadMs - since)));
    return `${line.join(', ')} · ${t('transfer.available', available)}`;
  };
  return {
    id,
    label: name,
    before: <Layers size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />,
    note: <>{counts()}</>,
  };
}

/** How long it says so. */
const SAID_MS = 2_000;

/** The lists follow by themselves; whoever doubts it presses here, and where the connection is gone it is taken up again. */
function Reload(props: { desk: Desk }): JSX.Element {
  const [said, setSaid] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const live = () => props.desk.state.link === 'live';

  function reload(): void {
    if (!live()) props.desk.reconnect();
    setSaid(true);
    clearTimeout(timer);
    timer = setTimeout(() => setSaid(false), SAID_MS);
  }

  return (
    <span class={styles.reload}>
      <Button variant="ghost" icon={RefreshCw} onClick={reload} data-testid="transfer.reload">
        {t('transfer.reload')}
      </Button>
      <span class={styles.fresh} role="status">
        <Show when={said() || !live()}>{live() ? t('transfer.fresh') : t('transfer.stale')}</Show>
      </span>
    </span>
  );
}
