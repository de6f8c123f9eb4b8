/** Planted bugs of the clients: link, outbox, fold, and what the widget and the desk make of them. */
import type { Bug } from './bugs.ts';

export const CLIENT_BUGS: readonly Bug[] = [
  {
    name: 'the outbox forgets a message once it is on the wire',
    file: 'web/kit/outbox.ts',
    find: '      underWay.set(of, sent);',
    replace: '      underWay.set(of, sent);\n      items = items.filter((item) => item.frame.cid !== sent.cid);',
  },
  {
    name: 'nothing is sent again after a reconnect',
    file: 'web/kit/client.ts',
    find: "if (state === 'live') outbox.resend();",
    replace: '',
  },
  {
    name: 'a resend gets a new cid',
    file: 'web/kit/outbox.ts',
    find: '    resend() {\n      underWay.clear();',
    replace:
      '    resend() {\n      underWay.clear();\n      items = items.map((item) => ({ ...item, frame: { ...item.frame, cid: prefix + (count++).toString(36) } }));',
  },
  {
    name: 'cids begin anew with every page',
    file: 'web/kit/outbox.ts',
    find: 'options.prefix?.() ?? randomText(8)',
    replace: "'samesame'",
  },
  {
    name: 'the outbox is not kept in storage',
    file: 'web/kit/outbox.ts',
    find: 'if (!options.keeps(item.frame)) return;',
    replace: 'if (item) return;',
  },
  {
    name: 'what storage kept is sent in any order',
    file: 'web/kit/outbox.ts',
    find: 'return found.sort((a, b) => a.at - b.at);',
    replace: 'return found.reverse();',
  },
  {
    name: 'every message has a lane of its own',
    file: 'web/kit/outbox.ts',
    find: 'const of = lane(frame);',
    replace: 'const of = frame.cid;',
  },
  {
    name: 'a message that is held lets the next one pass',
    file: 'web/kit/outbox.ts',
    find: '      blocked.add(of);\n      if (heldUntil ||',
    replace: '      if (!heldUntil) blocked.add(of);\n      if (heldUntil ||',
  },
  {
    name: 'a message that is held is never sent',
    file: 'web/kit/outbox.ts',
    find: 'if (held?.heldUntil) replace(held, { ...held, heldUntil: undefined });',
    replace: 'if (held) pump();',
  },
  {
    name: 'a refused message is dropped silently',
    file: 'web/kit/outbox.ts',
    find: "if (update.t === 'ack' || !options.keeps(frame)) return remove(frame.cid);",
    replace: 'return remove(frame.cid);',
  },
  {
    name: 'the fold shows entries over a gap',
    file: 'web/kit/fold.ts',
    find: 'if (entry.seq > last + 1) return missed(thread);',
    replace: '',
  },
  {
    name: 'the fold shows what came twice twice',
    file: 'web/kit/fold.ts',
    find: 'if (entry.seq <= last) return thread;',
    replace: '',
  },
  {
    name: 'what is missing is not asked for',
    file: 'web/kit/client.ts',
    find: 'else if (asked.get(key) !== seq && link.send(frame())) {',
    replace: 'else if (seq < 0) {',
  },
  {
    name: 'a welcome doesn’t bring control up to date',
    file: 'web/kit/fold.ts',
    find: 'return { ...takeSnapshot(base, sent, controlForVisitor), ...facts };',
    replace: 'return { ...takeSnapshot(base, sent, controlForVisitor), id: facts.id };',
    small: true,
  },
  {
    name: 'a history that was cut is put behind what is there',
    file: 'web/kit/fold.ts',
    find: 'const cut = sent.from > lastSeq(thread);',
    replace: 'const cut = sent.from > lastSeq(thread) + 10_000;',
    small: true,
  },
  {
    name: 'an answer stays a draft when it is finished',
    file: 'web/kit/fold.ts',
    find: "if ('answer' in entry && entry.answer === thread.draft?.id) next.draft = null;",
    replace: '',
  },
  {
    name: 'the old conversation stays in sight when a new one begins',
    file: 'web/kit/fold.ts',
    find: 'if (thread?.id === update.conversation) return state;',
    replace: 'if (thread) return state;',
  },
  {
    name: 'a half-open connection is never noticed',
    file: 'web/kit/socket.ts',
    find: '    socket!.send(HEARTBEAT_TEXT);\n    expect(deadlineMs);',
    replace: '    socket!.send(HEARTBEAT_TEXT);\n    rest();\n    void deadlineMs;',
  },
  {
    name: 'a reconnect asks for everything after one entry too many',
    file: 'web/widget/frame/chat.ts',
    find: 'seq: lastSeq(state.thread) } }),',
    replace: 'seq: lastSeq(state.thread) + 1 } }),',
  },
  {
    name: 'a card that left stays in the Monitor',
    file: 'web/kit/visits.ts',
    find: 'for (const id of left) next.delete(id);',
    replace: 'void left;',
  },
  {
    name: 'a card’s words don’t follow the entries of its conversation',
    file: 'web/dashboard/desk-state.ts',
    find: 'return was && is && lastSeq(is) > lastSeq(was) ? hearEntry(visits, is, update.entry) : visits;',
    replace: 'return visits;',
  },
  {
    name: 'a card that no window shows any more is kept',
    file: 'web/kit/visits.ts',
    find: 'for (const id of out) if (!asked.has(id)) next.delete(id);',
    replace: '',
  },
  {
    name: 'views are not asked for again after a reconnect',
    file: 'web/dashboard/desk.ts',
    find: "...(link === 'reconnecting' && { threads: mapped(state.threads, missed) })",
    replace: '',
  },
  {
    name: 'what happens between hello and welcome is never told',
    file: 'web/widget/frame/chat.ts',
    find: 'late.splice(0).forEach(tell);',
    replace: '',
  },
];
