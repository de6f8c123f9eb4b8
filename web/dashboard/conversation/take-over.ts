/** M4 and M6: asks for a conversation, and tells plainly when somebody else was faster. */
import { type Accessor, createSignal } from 'solid-js';
import { toast } from '../../kit/ui/toast.tsx';
import type { Outcome } from '../desk.ts';
import type { Desk } from '../desk-store.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';

/** How a page that is gone to is told which conversation has just been taken: its composer gets the focus. */
export interface JustTaken {
  taken?: string;
}

export function useTakeOver(desk: Accessor<Desk>): {
  busy: Accessor<boolean>;
  run: (conversation: string) => Promise<boolean>;
} {
  const [busy, setBusy] = createSignal(false);
  return {
    busy,
    async run(conversation) {
      if (busy()) return false;
      setBusy(true);
      const outcome = await desk().takeOver(conversation);
      setBusy(false);
      tellOutcome(outcome);
      return outcome.ok;
    },
  };
}

/** Says a refusal; what worked shows by itself. */
export function tellOutcome(outcome: Outcome): void {
  if (outcome.ok) return;
  const text =
    outcome.code === 'conversation.taken'
      ? outcome.holder === undefined
        ? t('view.taken.somebody')
        : t('view.taken', outcome.holder)
      : refusalWords[outcome.code];
  toast({ text, tone: 'trouble' });
}
