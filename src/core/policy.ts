/**
 * Who may do what: one table for HTTP routes, socket frames and RPC alike. What is not in it is refused,
 * and a route or frame that names no action fails `tests/edge/policy.test.ts`.
 */
import type { Role } from '#protocol/member';

export type Principal =
  | { kind: 'public' }
  | { kind: 'visitor'; id: string }
  /** `role` is the member's role on the site in question; `null` where there is none, or no site is in question. */
  | { kind: 'member'; id: string; owner: boolean; role: Role | null };

/**
 * `public`: anybody. `visitor`: a visitor's socket of this site. `member`: anybody signed in.
 * `agent`, `supervisor`, `admin`: at least that role on the site. `owner`: the workspace's owner.
 * `some-admin`: an admin of any site; the route narrows it to the sites concerned.
 */
export type Need = 'public' | 'visitor' | 'member' | Role | 'owner' | 'some-admin';

export const POLICY = {
  // the workspace
  'setup.read': 'public',
  'setup.claim': 'public',
  'auth.use': 'public',
  'invitation.read': 'public',
  'invitation.accept': 'public',
  'me.read': 'member',
  'me.change': 'member',
  'device.list': 'member', // one's own
  'device.remove': 'member',
  'site.list': 'member',
  'site.create': 'owner',
  'member.list': 'some-admin',
  'member.change': 'some-admin',
  'member.remove': 'owner',
  'invitation.list': 'some-admin',
  'invitation.create': 'some-admin',
  'invitation.withdraw': 'some-admin',
  // one site
  'site.read': 'agent',
  'site.change': 'admin',
  'site.protection': 'admin',
  'site.delete': 'owner',
  'article.read': 'agent',
  'article.write': 'supervisor',
  'question.try': 'agent',
  'template.read': 'agent',
  'template.write': 'agent', // their own; the site's are written by supervisors, which the site's door checks
  'queue.list': 'agent',
  'queue.write': 'admin',
  'agent.list': 'agent',
  'agent.change': 'agent', // one's own schedule; anybody's, and the capacity, an admin
  'conversation.list': 'agent',
  'conversation.routing': 'supervisor',
  'text.reveal': 'supervisor',
  'ticket.issue': 'agent',
  // the widget's frame document and socket; the site's allowed origins are checked besides
  'frame.read': 'public',
  'socket.visitor': 'public',
  'socket.agent': 'public', // the ticket speaks for the member
  // frames of a visitor
  'visit.hello': 'visitor',
  'page.view': 'visitor',
  'widget.open': 'visitor',
  'visitor.entry.post': 'visitor',
  'visitor.typing.set': 'visitor',
  'person.request': 'visitor',
  'person.withdraw': 'visitor',
  'visitor.conversation.close': 'visitor',
  'conversation.resume': 'visitor',
  'visitor.entry.list': 'visitor',
  // frames of an agent
  'agent.hello': 'agent',
  'visits.watch': 'agent',
  'visits.ask': 'agent',
  'presence.check': 'agent',
  'conversation.view': 'agent',
  'conversation.unview': 'agent',
  'conversation.look': 'agent',
  'entry.list': 'agent',
  'conversation.take-over': 'agent',
  'conversation.leave': 'agent',
  'conversation.close': 'agent',
  'conversation.wrap-up': 'agent',
  'conversation.assign': 'agent', // what others have, a supervisor
  'conversation.transfer': 'agent',
  'conference.invite': 'agent',
  'conference.leave': 'agent',
  'offer.accept': 'agent',
  'offer.decline': 'agent',
  'offer.withdraw': 'agent',
  'status.set': 'agent',
  'status.reset': 'agent',
  'entry.post': 'agent',
  'note.post': 'agent',
  'typing.set': 'agent',
} as const satisfies Record<string, Need>;

export type Action = keyof typeof POLICY;

const RANK: Record<Role, number> = { agent: 1, supervisor: 2, admin: 3 };

/** Whether `principal` may do `action`. An owner counts as admin of every site. */
export function allows(principal: Principal, action: Action): boolean {
  // Callers are typed; should a name come from elsewhere, not even the owner may do what no line allows.
  if (!Object.hasOwn(POLICY, action)) return false;
  const need: Need = POLICY[action];
  if (need === 'public') return true;
  if (need === 'visitor') return principal.kind === 'visitor';
  if (principal.kind !== 'member') return false;
  if (need === 'member' || principal.owner) return true;
  if (need === 'owner') return false;
  if (need === 'some-admin') return principal.role === 'admin';
  return principal.role !== null && RANK[principal.role] >= RANK[need];
}
