/** What must hold of every client at every moment (INV4): a thread is a gap-free piece of the log as its viewer may see it, in order. */
import type { Device } from '../people/agent.ts';
import type { VisitorTab } from '../people/visitor.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';

interface Thread {
  id: string;
  from: number;
  entries: readonly { seq: number }[];
}

export function tabShowsTheLog({ log, people }: Seen, tab: VisitorTab): void {
  const { state, visitor } = tab;
  if (!state) return;
  if (state.visitor !== null) {
    const who = people.get(state.visitor) ?? visitor;
    people.set(state.visitor, who);
    must(who === visitor, 'INV11', () => `${tab.name} is taken for ${who.name}`);
  }
  for (const { frame, failed } of state.pending) {
    const written = visitor.written.get(frame.cid);
    if (failed && written && !written.refused) {
      written.refused = true;
      reached('a message was refused where its author saw it');
    }
  }
  const { thread } = state;
  if (!thread || thread.entries === tab.checked) return;
  const known = log.conversations.get(thread.id);
  if (log.removed) return;
  must(known !== undefined || thread.entries.length === 0, 'INV4', () => `${tab.name} shows unknown ${thread.id}`);
  must(!known || known.visitor === state.visitor, 'INV11', () => `${tab.name} shows ${known?.visitor}'s conversation`);
  if (known) threadIsInTheLog(tab.name, thread, known.forVisitor, known, tab.checked);
  tab.checked = thread.entries;
}

export function deviceShowsTheLog({ log }: Seen, device: Device): void {
  const { state } = device;
  for (const { cid, state: how } of state.posts) {
    const written = device.agent.written.get(cid);
    if (how === 'failed' && written) written.refused = true;
  }
  for (const [id, thread] of state.threads) {
    const checked = device.checked.get(id) ?? [];
    if (thread.entries === checked || log.removed) continue;
    const known = log.conversations.get(id);
    must(known !== undefined, 'INV4', () => `${device.name} shows unknown ${id}`);
    threadIsInTheLog(device.name, thread, known.forAgent, known, checked);
    device.checked.set(id, thread.entries);
  }
}

function threadIsInTheLog(
  who: string,
  thread: Thread,
  log: readonly string[],
  { earlier }: Known,
  checked: readonly object[],
): void {
  const { entries, from, id } = thread;
  if (from > 0) reached('history was cut');
  const same = checked.length > 0 && entries[checked.length - 1] === checked.at(-1);
  for (let i = same ? checked.length : 0; i < entries.length; i++) {
    const text = JSON.stringify(entries[i]);
    must(entries[i]!.seq === from + i + 1, 'INV4', () => `${who} shows in ${id}, at place ${from + i + 1}: ${text}`);
    must(
      text === log[from + i] || earlier.has(text),
      'INV4',
      () => `${who} shows in ${id}: ${text}, the log has ${log[from + i]}`,
    );
  }
}
