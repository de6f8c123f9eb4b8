/** Who of the site's people is in the conversation: whoever has it, then those who joined them (a conference). By their names. */
import type { VisitorThread } from '../../kit/fold.ts';

export function peopleIn(thread: VisitorThread | null): string[] {
  if (!thread?.agent) return [];
  const guests = new Set<string>();
  for (const entry of thread.entries) {
    if (entry.kind !== 'event') continue;
    switch (entry.event) {
      case 'conference.joined':
        guests.add(entry.name);
        break;
      // Of several, the one who has it may go, and another has it then.
      case 'conference.left':
      case 'agent.joined':
        guests.delete(entry.name);
        break;
      case 'agent.left':
      case 'wait.started':
        guests.clear();
    }
  }
  return [thread.agent, ...guests];
}
