/**
 * Planted bugs: each is one small change of the real code, made as it is loaded, and each must be caught. They show that every invariant
 * can fail. A bug whose text is no longer found in the code fails loudly: then it wants to be planted anew.
 */
import { CLIENT_BUGS } from './bugs-client.ts';
import { DESK_BUGS } from './bugs-desk.ts';
import { HOSTILE_BUGS } from './bugs-hostile.ts';
import { OBJECT_BUGS } from './bugs-object.ts';
import type { Patch } from './hooks.ts';

export interface Bug extends Patch {
  /** Shows where limits are small. */
  small?: boolean;
  /** What else has to be broken, where two things guard the same. */
  also?: Patch;
}

const CORE_BUGS: readonly Bug[] = [
  {
    name: 'an entry’s number is taken from the clock',
    file: 'src/core/transcript.ts',
    find: 'seq: (last?.seq ?? 0) + 1,',
    replace: 'seq: last ? last.seq + 1 + (step.now % 97 === 0 ? 1 : 0) : 1,',
  },
  {
    name: 'the visitor’s numbering counts internal entries',
    file: 'src/core/transcript.ts',
    find: '(visitorSees(body) ? 1 : 0)',
    replace: '1',
  },
  {
    name: 'a resend is not recognised',
    file: 'src/core/transcript.ts',
    find: "const done = repeated(step, id, 'visitor', cid, same);",
    replace: 'const done = null as ReturnType<typeof repeated>;',
  },
  {
    name: 'a resend is looked for in the newest conversation only',
    file: 'src/core/transcript.ts',
    find: 'for (const id of new Set([own?.id ?? newest.id, ...ids])) {',
    replace: 'for (const id of [newest.id]) {',
  },
  {
    name: 'the log runs backwards when the clock does',
    file: 'src/core/transcript.ts',
    find: 'at: Math.max(step.now, last?.at ?? conversation.startedAt),',
    replace: 'at: step.now,',
  },
  {
    name: 'a cid may come back with other words',
    file: 'src/core/transcript.ts',
    find: "return same(entry) ? { entry } : refuse('cid.reused');",
    replace: 'return same(entry) ? { entry } : null;',
  },
  {
    name: 'the turn stays as it is when control changes',
    file: 'src/core/conversation.ts',
    find: 'turn: before.turn + 1,',
    replace: "turn: before.turn + (next.control === 'waiting' ? 0 : 1),",
  },
  {
    name: 'a take-over leaves the answer running',
    file: 'src/core/conversation.ts',
    find: "if (before.control === 'bot') stopAnswer(step, before);",
    replace: "if (before.control === 'bot' && next.control !== 'agent') stopAnswer(step, before);",
  },
  {
    name: 'a late answer is not checked for its turn',
    file: 'src/core/answer.ts',
    find: "if (conversation.control !== 'bot' || conversation.turn !== it.turn) return;",
    replace: "if (conversation.control === 'closed') return;",
    also: {
      name: 'and nobody stops it',
      file: 'src/site/answers.ts',
      find: 'run.abort.abort();',
      replace: '',
    },
  },
  {
    name: 'a message while the AI writes is never answered',
    file: 'src/core/answer.ts',
    find: '  // The visitor may have gone on writing meanwhile.\n  askForAnswer(step, healed);',
    replace: '',
  },
  {
    name: 'whoever comes second takes over as well',
    file: 'src/core/takeover.ts',
    find: 'if (holder && !(supervises(agent) && holder.id === from)) {',
    replace: 'if (holder?.id === agent.id) {',
  },
  {
    name: 'anybody may write as the holder',
    file: 'src/core/takeover.ts',
    find: "if (conversation.holder?.id !== agent.id && !guest) return refuse('conversation.not-held');",
    replace: '',
  },
  {
    name: 'a closed conversation takes more messages',
    file: 'src/core/message.ts',
    find: "const conversation = newest && newest.control !== 'closed' ? newest : start(step, visitor, newest);",
    replace: 'const conversation = newest ?? start(step, visitor, newest);',
  },
  {
    name: 'the grace of an agent who is gone is ignored',
    file: 'src/core/limits.ts',
    find: 'AGENT_GONE_MS = 2 * 60_000',
    replace: 'AGENT_GONE_MS = 0',
  },
  {
    name: 'the timer of an answer is not set',
    file: 'src/core/conversation.ts',
    find: "  step.store.agenda.addTimer('look', conversation.id, step.now + ANSWER_LIMIT_MS);\n  step.effects",
    replace: '  step.effects',
  },
  {
    name: 'an agent who comes back stays given up for gone',
    file: 'src/core/absence.ts',
    find: 'if (step.online(member)) desk.saveAgent({ ...agent, goneAt: null });\n  else releaseAll(step, agent);',
    replace: 'releaseAll(step, agent);',
    also: {
      name: 'and the timer goes on',
      file: 'src/core/agent.ts',
      find: "name, role, goneAt: null };\n  if (known?.name !== name || known.role !== role || known.goneAt !== null) step.store.desk.saveAgent(agent);\n  step.store.agenda.removeTimer('agent-gone', id);",
      replace:
        'name, role, goneAt: known?.goneAt ?? null };\n  if (known?.name !== name) step.store.desk.saveAgent(agent);',
    },
  },
  {
    name: 'an agent who is gone keeps what they hold',
    file: 'src/core/absence.ts',
    find: 'else releaseAll(step, agent);',
    replace: '',
  },
  {
    name: 'what the store remembers survives a rollback',
    file: 'src/site/parts.ts',
    find: 'this.store.forget();\n      throw error;',
    replace: 'throw error;',
  },
  {
    name: 'the visitor is told internal entries',
    file: 'src/core/entry.ts',
    find: "'answer.failed': false,",
    replace: "'answer.failed': true,",
  },
  {
    name: 'agents are told what visitors call their messages',
    file: 'src/core/project.ts',
    find: "return { ...line, kind: 'message', from: 'visitor', text: masked(body.text) };",
    replace:
      "return { ...line, kind: 'message', from: 'visitor', text: masked(body.text), cid: entry.cid } as AgentEntry;",
  },
];

const SHELL_BUGS: readonly Bug[] = [
  {
    name: 'the ack goes out before the write',
    file: 'src/site/parts.ts',
    find: '    const outcome = this.run(command);\n    if (outcome.ok)',
    replace:
      "    if ('text' in command) socket.send(JSON.stringify({ t: 'ack', cid, seq: 0, at: 0 }));\n    const outcome = this.run(command);\n    if (outcome.ok)",
  },
  {
    name: 'a transaction is none',
    file: 'src/site/parts.ts',
    find: 'const outcome = this.transaction(() => handle(this.store, command, this.context()));',
    replace: 'const outcome = handle(this.store, command, this.context());',
  },
  {
    name: 'a cancelled answer goes on',
    file: 'src/site/answers.ts',
    find: 'this.runs.delete(id);\n    run.abort.abort();\n    this.end(run);',
    replace: 'this.runs.delete(id);\n    this.end(run);',
  },
  {
    name: 'the alarm is set once and never again',
    file: 'src/site/alarm.ts',
    find: '  rang(): void {\n    this.at = null;',
    replace: '  rang(): void {',
  },
  {
    name: 'the alarm only ever moves later',
    file: 'src/site/alarm.ts',
    find: 'if (this.at !== null && this.at <= ringAt) return;',
    replace: 'if (this.at !== null && this.at >= ringAt) return;',
  },
  {
    name: 'an outbox row is settled though it has changed',
    file: 'src/site/outbox.ts',
    find: 'if (revision === this.revision(row)) ',
    replace: '',
    small: true,
  },
  {
    name: 'an outbox row is deleted before D1 has answered',
    file: 'src/site/outbox.ts',
    find: '      const told: Telling[] = [];\n      for (const row of rows) told.push(...(await this.read(row)));',
    replace:
      '      const told: Telling[] = [];\n      for (const row of rows) told.push(...(await this.read(row)));\n      this.transaction(() => {\n        for (const row of rows) this.store.agenda.settleOutbox(row);\n      });',
  },
  {
    name: 'D1 takes what is older than what it has',
    file: 'src/history/archive.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source.
    find: 'WHERE excluded.updated_seq > ${table}.updated_seq AND',
    replace: 'WHERE',
    small: true,
  },
  {
    name: 'the transcript is told without its last entry',
    file: 'src/site/outbox.ts',
    find: 'return { entries: entries.reverse(), text',
    replace: 'return { entries: entries.reverse().slice(0, -1), text',
  },
  {
    name: 'a resume begins one entry too late',
    file: 'src/core/store.ts',
    find: 'WHERE conversation = ? AND visitor_seq <= ? ORDER BY seq',
    replace: 'WHERE conversation = ? AND visitor_seq <= ? + 1 ORDER BY seq',
  },
  {
    name: 'of a history that is too long the oldest entries are told',
    file: 'src/site/snapshot.ts',
    find: 'entries: store.entriesAfter(it.id, from)',
    replace: 'entries: store.entriesAfter(it.id, after).slice(0, RESUME_MAX_ENTRIES)',
    small: true,
  },
  {
    name: 'a Monitor card is not marked when control changes',
    file: 'src/site/publish.ts',
    find: '        monitor.mark(conversation.visitor);\n        break;',
    replace: "        if (entry.body.kind === 'message') monitor.mark(conversation.visitor);\n        break;",
    also: {
      name: 'nor afterwards',
      file: 'src/site/publish.ts',
      find: '    monitor.mark(conversation.visitor);\n    const update',
      replace: '    const update',
    },
  },
  {
    name: 'the Monitor is not told who left while the object slept',
    file: 'src/site/monitor.ts',
    find: 'if (this.sockets.hasAgents() && (!this.complete || this.windows.lackOne())) this.soon();',
    replace: '',
  },
  {
    name: 'who vanished without a word is never missed',
    file: 'src/site/silence.ts',
    find: 'return now - askedAt >= ANSWER_MS;',
    replace: 'return false;',
  },
  {
    name: 'a window is not told anew when others stand in it',
    file: 'src/site/windows.ts',
    find: 'const other = windows.filter(({ text }) => !told.windows.includes(text));',
    replace: 'const other = told.windows.length > 0 ? [] : windows;',
  },
  {
    name: 'who watches something else after a sleep is taken for one who has nothing',
    file: 'src/site/agent-frames.ts',
    find: 'return monitor.show();',
    replace: 'return monitor.begins(socket);',
  },
  {
    name: 'a viewer can be seen: the visitor is told that somebody types',
    file: 'src/site/agent-frames.ts',
    find: 'const view = agentSnapshot(store, conversation, agent.id, frame.seq ?? 0, parts.draftOf);',
    replace:
      "const view = agentSnapshot(store, conversation, agent.id, frame.seq ?? 0, parts.draftOf);\n      sockets.toVisitor(conversation.visitor, { t: 'typing.changed', from: 'agent', on: false });",
  },
  {
    name: 'all visitors of a site are one',
    file: 'src/site/visitor-id.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source.
    find: '`${site}:${token}`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source.
    replace: '`${site}:`',
  },
  {
    name: 'messages are not limited',
    file: 'src/site/flood.ts',
    find: 'MESSAGES: Limit = { burst: 8, perSecond: 1 }',
    replace: 'MESSAGES: Limit = { burst: 800, perSecond: 100 }',
  },
  {
    name: 'a fan-out stops at the first socket',
    file: 'src/site/sending.ts',
    find: '    for (const socket of sockets) this.deliver(socket);\n    this.urgent.clear();',
    replace: '    for (const socket of [...sockets].slice(0, 1)) this.deliver(socket);\n    this.urgent.clear();',
  },
  {
    name: 'frames that wait for the next turn are lost when somebody leaves',
    file: 'src/site/inbox.ts',
    find: '    const frames = this.waiting;\n    this.waiting = [];',
    replace: '    const frames = this.waiting.slice(0, 1);\n    this.waiting = [];',
    small: true,
  },
];

export const BUGS: readonly Bug[] = [
  ...CORE_BUGS,
  ...SHELL_BUGS,
  ...CLIENT_BUGS,
  ...DESK_BUGS,
  ...OBJECT_BUGS,
  ...HOSTILE_BUGS,
];
