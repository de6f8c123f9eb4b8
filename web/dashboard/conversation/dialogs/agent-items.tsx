/** Colleagues to choose from: those who can be asked first, the others greyed with why not. */
import type { AgentCard } from '#protocol/desk';
import { Avatar } from '../../../kit/ui/avatar.tsx';
import { STATUS_TONES, statusWord } from '../../availability/own-status.ts';
import { t } from '../../words/dialogs.ts';
import type { PickItem } from './pick-list.tsx';

export function agentItems(
  agents: Iterable<AgentCard>,
  me: string,
  /** Who can't be asked because they are in the conversation already. */
  inside: readonly string[] = [],
): PickItem[] {
  return [...agents]
    .filter((agent) => agent.id !== me)
    .map((agent) => ({ agent, why: whyNot(agent, inside) }))
    .sort((a, b) => Number(a.why !== null) - Number(b.why !== null) || a.agent.name.localeCompare(b.agent.name))
    .map(({ agent, why }) => ({
      id: agent.id,
      label: agent.name,
      before: <Avatar name={agent.name} kind="agent" status={STATUS_TONES[agent.status]} />,
      ...(why !== null && { note: why, disabled: true }),
      end: t('pick.load', agent.load, agent.capacity),
    }));
}

function whyNot(agent: AgentCard, inside: readonly string[]): string | null {
  if (inside.includes(agent.id)) return t('pick.inside');
  if (agent.status !== 'available') return statusWord(agent);
  return agent.load >= agent.capacity ? t('pick.full') : null;
}
