/** What an agent's frames do. Viewing touches nothing but the viewer's own attachment: the visitor can't tell. */
import type { Command } from '#core/command';
import { type Action, allows } from '#core/policy';
import { unreachable } from '#core/unreachable';
import { type AgentFrame, VIEWS_MAX } from '#protocol/agent-wire';
import { PROTOCOL_VERSION } from '#protocol/limits';
import { unserved } from '#protocol/version';
import { AGENT_MESSAGES } from './flood.ts';
import type { Parts } from './parts.ts';
import { agentSnapshot } from './snapshot.ts';
import type { AgentSocket } from './sockets.ts';

export const AGENT_ACTIONS: Record<AgentFrame['t'], Action> = {
  'agent.hello': 'agent.hello',
  'conversation.view': 'conversation.view',
  'conversation.unview': 'conversation.unview',
  'conversation.take-over': 'conversation.take-over',
  'conversation.leave': 'conversation.leave',
  'conversation.close': 'conversation.close',
  'entry.post': 'entry.post',
  'typing.set': 'typing.set',
};

export function onAgentFrame(parts: Parts, socket: WebSocket, who: AgentSocket, frame: AgentFrame): void {
  const principal = { kind: 'member', id: who.member, owner: false, role: who.siteRole } as const;
  const cid = 'cid' in frame ? { cid: frame.cid } : {};
  const { store, sockets } = parts;
  if (!allows(principal, AGENT_ACTIONS[frame.t]))
    return sockets.say(socket, { t: 'refused', ...cid, code: 'role.refused' });
  if (frame.t === 'agent.hello') return hello(parts, socket, who, frame.v);
  if (!who.ready) return sockets.say(socket, { t: 'refused', ...cid, code: 'frame.malformed' });
  const agent = { id: who.member, name: who.name };
  switch (frame.t) {
    case 'conversation.view': {
      const conversation = store.conversation(frame.conversation);
      if (!conversation) {
        return sockets.say(socket, { t: 'refused', code: 'conversation.unknown', conversation: frame.conversation });
      }
      const others = who.views.filter((id) => id !== conversation.id);
      sockets.attach(socket, { ...who, views: [...others, conversation.id].slice(-VIEWS_MAX) });
      const view = agentSnapshot(store, conversation, frame.seq ?? 0, parts.draftOf);
      return sockets.say(socket, { t: 'conversation.viewed', conversation: view });
    }
    case 'conversation.unview':
      return sockets.attach(socket, { ...who, views: who.views.filter((id) => id !== frame.conversation) });
    case 'typing.set': {
      const conversation = store.conversation(frame.conversation);
      if (conversation?.holder?.id !== who.member) return;
      return sockets.toVisitor(conversation.visitor, { t: 'typing.changed', from: 'agent', on: frame.on });
    }
    case 'entry.post': {
      const retryAfterMs = parts.flood.take(`messages:${who.member}`, AGENT_MESSAGES);
      if (retryAfterMs)
        return sockets.say(socket, { t: 'refused', cid: frame.cid, code: 'rate.limited', retryAfterMs });
      return parts.answer(socket, frame.cid, 'seq', { ...frame, agent });
    }
    case 'conversation.take-over':
    case 'conversation.leave':
    case 'conversation.close':
      return parts.answer(socket, frame.cid, 'seq', { ...frame, agent } satisfies Command);
    default:
      return unreachable(frame);
  }
}

function hello(parts: Parts, socket: WebSocket, who: AgentSocket, version: number): void {
  const unservedAs = unserved([version]);
  if (unservedAs !== null) return parts.sockets.close(socket, unservedAs, 'upgrade');
  const { id, settings } = parts.store.site()!;
  // Should this fail, the socket isn't ready: the client comes back, instead of watching updates without a welcome.
  parts.run({ t: 'agent.return', member: who.member });
  parts.sockets.attach(socket, { ...who, ready: true });
  parts.sockets.say(socket, {
    t: 'agent.welcomed',
    v: PROTOCOL_VERSION,
    now: parts.now(),
    site: { id, name: settings.name, botName: settings.botName },
    member: { id: who.member, name: who.name, role: who.siteRole },
    visits: parts.monitor.cards(),
  });
}
