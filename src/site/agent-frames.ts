/** What an agent's frames do. Viewing touches nothing but the viewer's own attachment: the visitor can't tell. */
import { maySee } from '#core/access';
import type { Command } from '#core/command';
import { type Action, allows } from '#core/policy';
import { unreachable } from '#core/unreachable';
import { type AgentFrame, VIEWS_MAX } from '#protocol/agent-wire';
import { LIST_ENTRIES, PROTOCOL_VERSION, WINDOWS_FROM } from '#protocol/limits';
import { unserved } from '#protocol/version';
import { AGAIN_MS } from './alarm.ts';
import type { AgentSocket } from './attachment.ts';
import { AGENT_MESSAGES, VIEWED } from './flood.ts';
import { lookAt } from './looks.ts';
import type { Parts } from './parts.ts';
import { agentSnapshot, earlierForAgent, entriesToView } from './snapshot.ts';

export const AGENT_ACTIONS: Record<AgentFrame['t'], Action> = {
  'agent.hello': 'agent.hello',
  'visits.watch': 'visits.watch',
  'visits.ask': 'visits.ask',
  'presence.check': 'presence.check',
  'conversation.view': 'conversation.view',
  'conversation.unview': 'conversation.unview',
  'conversation.look': 'conversation.look',
  'entry.list': 'entry.list',
  'conversation.take-over': 'conversation.take-over',
  'conversation.leave': 'conversation.leave',
  'conversation.close': 'conversation.close',
  'conversation.wrap-up': 'conversation.wrap-up',
  'conversation.assign': 'conversation.assign',
  'conversation.transfer': 'conversation.transfer',
  'conference.invite': 'conference.invite',
  'conference.leave': 'conference.leave',
  'offer.accept': 'offer.accept',
  'offer.decline': 'offer.decline',
  'offer.withdraw': 'offer.withdraw',
  'status.set': 'status.set',
  'status.reset': 'status.reset',
  'entry.post': 'entry.post',
  'note.post': 'note.post',
  'typing.set': 'typing.set',
};

export function onAgentFrame(parts: Parts, socket: WebSocket, who: AgentSocket, frame: AgentFrame): void {
  const principal = { kind: 'member', id: who.member, owner: false, role: who.siteRole } as const;
  const cid = 'cid' in frame ? { cid: frame.cid } : {};
  const { store, sockets, monitor } = parts;
  if (!allows(principal, AGENT_ACTIONS[frame.t]))
    return sockets.say(socket, { t: 'refused', ...cid, code: 'role.refused' });
  if (frame.t === 'agent.hello') return hello(parts, socket, who, frame);
  if (!who.ready) return sockets.say(socket, { t: 'refused', ...cid, code: 'frame.malformed' });
  const agent = { id: who.member, name: who.name, role: who.siteRole };
  switch (frame.t) {
    case 'visits.watch':
      sockets.attach(socket, { ...who, watch: frame.watch });
      return monitor.show();
    case 'presence.check':
      if (monitor.listen(parts.now())) parts.alarm.want(parts.now(), parts.now(), AGAIN_MS);
      return;
    case 'visits.ask':
      return monitor.tellCards(socket, frame.visits);
    case 'conversation.view': {
      const conversation = store.conversation(frame.conversation);
      if (!conversation) {
        return sockets.say(socket, { t: 'refused', code: 'conversation.unknown', conversation: frame.conversation });
      }
      if (!maySee(agent, conversation)) {
        const holder = conversation.holder!.name;
        return sockets.say(socket, {
          t: 'refused',
          code: 'conversation.private',
          conversation: conversation.id,
          holder,
        });
      }
      const cost = Math.max(1, entriesToView(store, conversation, frame.seq ?? 0));
      const retryAfterMs = parts.flood.takeOf(socket, VIEWED, cost);
      if (retryAfterMs) {
        const { id } = conversation;
        return sockets.say(socket, { t: 'refused', code: 'rate.limited', conversation: id, retryAfterMs });
      }
      const others = who.views.filter((id) => id !== conversation.id);
      sockets.attach(socket, { ...who, views: [...others, conversation.id].slice(-VIEWS_MAX) });
      monitor.watches();
      const view = agentSnapshot(store, conversation, agent.id, frame.seq ?? 0, parts.draftOf);
      return sockets.say(socket, { t: 'conversation.viewed', conversation: view });
    }
    case 'conversation.unview':
      sockets.attach(socket, { ...who, views: who.views.filter((id) => id !== frame.conversation) });
      return monitor.watches();
    case 'entry.list': {
      const conversation = who.views.includes(frame.conversation) ? store.conversation(frame.conversation) : null;
      // What is viewed may be seen: whoever may not any more views it no more.
      if (!conversation) return sockets.say(socket, { t: 'refused', code: 'conversation.unknown' });
      const retryAfterMs = parts.flood.takeOf(socket, VIEWED, LIST_ENTRIES);
      if (retryAfterMs) return sockets.say(socket, { t: 'refused', code: 'rate.limited', retryAfterMs });
      return sockets.say(socket, {
        t: 'entry.listed',
        ...earlierForAgent(store, conversation, agent.id, frame.before),
      });
    }
    case 'conversation.look':
      return lookAt(parts, socket, who, frame.conversation);
    case 'typing.set': {
      const conversation = store.conversation(frame.conversation);
      if (!conversation || conversation.desk.interrupted) return;
      const writes = [conversation.holder, ...conversation.desk.guests].some((person) => person?.id === who.member);
      if (!writes) return;
      return sockets.toVisitor(conversation.visitor, { t: 'typing.changed', from: 'agent', on: frame.on });
    }
    case 'entry.post':
    case 'note.post': {
      const retryAfterMs = parts.flood.take(`messages:${who.member}`, AGENT_MESSAGES);
      if (retryAfterMs)
        return sockets.say(socket, { t: 'refused', cid: frame.cid, code: 'rate.limited', retryAfterMs });
      return parts.answer(socket, frame.cid, 'seq', { ...frame, agent });
    }
    case 'conversation.take-over':
    case 'conversation.leave':
    case 'conversation.close':
    case 'conversation.wrap-up':
    case 'conversation.transfer':
    case 'conference.leave':
    case 'offer.accept':
    case 'offer.decline':
    case 'offer.withdraw':
      return parts.answer(socket, frame.cid, 'seq', { ...frame, agent } satisfies Command);
    case 'conversation.assign':
    case 'conference.invite': {
      const { t, cid, conversation, agent: to } = frame;
      const who = { cid, conversation, agent };
      // The frame names the one it is meant for, the command the one who asks.
      const command: Command = t === 'conference.invite' ? { t, ...who, to: to! } : { t, ...who, to };
      return parts.answer(socket, cid, 'seq', command);
    }
    case 'status.set':
    case 'status.reset':
      return parts.answer(socket, frame.cid, 'seq', { ...frame, member: agent.id } satisfies Command);
    default:
      return unreachable(frame);
  }
}

type Hello = Extract<AgentFrame, { t: 'agent.hello' }>;

function hello(parts: Parts, socket: WebSocket, who: AgentSocket, { v: version, watch }: Hello): void {
  const unservedAs = unserved([version]);
  if (unservedAs !== null) return parts.sockets.close(socket, unservedAs, 'upgrade');
  const { id, settings } = parts.store.site()!;
  parts.sockets.attach(socket, { ...who, arriving: true, v: version });
  try {
    parts.run({ t: 'agent.return', agent: { id: who.member, name: who.name, role: who.siteRole } });
  } catch (error) {
    // The socket isn't ready: the client comes back, instead of watching updates without a welcome, and nobody takes them for there.
    parts.sockets.attach(socket, who);
    throw error;
  }
  // Read anew: what they may not view any more was taken away.
  const { arriving, ...now } = parts.sockets.of(socket) as AgentSocket;
  parts.sockets.attach(socket, { ...now, ready: true, ...(watch && { watch }) });
  const old = version < WINDOWS_FROM;
  parts.sockets.say(socket, {
    t: 'agent.welcomed',
    v: PROTOCOL_VERSION,
    now: parts.now(),
    site: { id, name: settings.name, botName: settings.botName },
    member: { id: who.member, name: who.name, role: who.siteRole },
    ...(old && { visits: parts.monitor.cards({ id: who.member, role: who.siteRole }) }),
    desk: parts.roster.view(who.member),
  });
  if (!old) parts.monitor.begins(socket);
  // While nobody watched, nobody was to be told who leaves.
  parts.alarm.want(parts.monitor.nextLeave(), parts.now(), AGAIN_MS);
}
