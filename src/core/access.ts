/** Who of the site's people may look into a conversation, and after those of others (P6). For lists, views, notes and search alike. */
import type { Agent } from './command.ts';
import type { Conversation } from './store.ts';

/** What another agent has is theirs alone, and their supervisors'; so it is whoever joined it, or is asked to. All else is everybody's. */
export function maySee(agent: Pick<Agent, 'id' | 'role'>, { control, holder, desk }: Conversation): boolean {
  if (control !== 'agent' || holder?.id === agent.id || supervises(agent)) return true;
  return desk.offer?.to.id === agent.id || desk.guests.some(({ id }) => id === agent.id);
}

/** Whether an agent may look after what others have. */
export function supervises({ role }: Pick<Agent, 'role'>): boolean {
  return role !== 'agent';
}
