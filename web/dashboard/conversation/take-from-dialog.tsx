/** A supervisor takes a conversation from the agent who has it: asked before, as that agent is cut short. */
import { createSignal, type JSX } from 'solid-js';
import { ConfirmDialog } from '../../kit/ui/dialog.tsx';
import type { Desk } from '../desk-store.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';

export function TakeFromDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  desk: Desk;
  conversation: string;
  holder: { id: string; name: string };
}): JSX.Element {
  const [error, setError] = createSignal<string>();

  async function take(): Promise<boolean> {
    const outcome = await props.desk.takeOver(props.conversation, props.holder.id);
    setError(outcome.ok ? undefined : refusalWords[outcome.code]);
    return outcome.ok;
  }

  return (
    <ConfirmDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t('assign.from.title', props.holder.name)}
      description={t('assign.from.text', props.holder.name)}
      confirmLabel={t('assign.from.confirm')}
      error={error()}
      onConfirm={take}
      data-testid="conversation.take-from"
    />
  );
}
