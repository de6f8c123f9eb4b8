/** The agent's own status (D12, I1): as the site tells it, and at once as they have just chosen. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { AgentCard, Status } from '#protocol/desk';
import { toast } from '../../kit/ui/toast.tsx';
import type { Tone } from '../../kit/ui/tone.ts';
import { ticking } from '../clock.ts';
import type { Outcome } from '../desk.ts';
import type { Desk } from '../desk-store.ts';
import { formatMoment } from '../time.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';

/** As a status is drawn everywhere. */
export const STATUS_TONES: Record<Status, Tone> = {
  available: 'online',
  unavailable: 'waiting',
  rona: 'trouble',
  offline: 'closed',
};

/** A choice that is on its way, by desk: all places of a page show the same. */
const [wanted, setWanted] = createSignal<{ desk: Desk; available: boolean; reason: string | null }>();

/** Undefined before the first welcome. */
export function useOwnCard(desk: Accessor<Desk | null>): Accessor<AgentCard | undefined> {
  return createMemo<AgentCard | undefined>(() => {
    const state = desk()?.state;
    const card = state?.agents.get(state.member?.id ?? '');
    const choice = wanted();
    if (card === undefined || choice === undefined || choice.desk !== desk()) return card;
    const { available, reason } = choice;
    return { ...card, status: available ? 'available' : 'unavailable', reason, by: 'toggle' } satisfies AgentCard;
  });
}

export async function setStatus(desk: Desk, available: boolean, reason: string | null = null): Promise<void> {
  const choice = { desk, available, reason };
  setWanted(choice);
  tell(await desk.setStatus(available, reason));
  // Another choice may be on its way by now.
  setWanted((now) => (now === choice ? undefined : now));
}

/** The schedule decides again. */
export async function followSchedule(desk: Desk): Promise<void> {
  tell(await desk.resetStatus());
}

/** “Available”, “Lunch”, “Missed a chat”: short enough for the rail. */
export function statusWord({ status, reason }: Pick<AgentCard, 'status' | 'reason'>): string {
  return status === 'unavailable' && reason !== null ? reason : t(`status.${status}`);
}

/** “Available until 17:00”. */
export function statusText(card: AgentCard, clockAheadMs: number): string {
  if (card.until === null || card.status === 'rona') return statusWord(card);
  return t('status.until', statusWord(card), formatMoment(card.until - clockAheadMs, ticking()));
}

function tell(outcome: Outcome): void {
  if (!outcome.ok) toast({ text: refusalWords[outcome.code], tone: 'trouble' });
}
