/** What a member wrote and did not send, kept per conversation: switching loses nothing, nor does a reload of the tab. */

export interface Draft {
  text: string;
  /** The last seq that stood in the thread when the agent began to write; null where that isn't known. */
  began: number | null;
}

const PREFIX = 'edgewise.draft.';
const memory = new Map<string, Draft>();

export function readDraft(member: string, conversation: string): Draft {
  const key = keyOf(member, conversation);
  const held = memory.get(key);
  if (held !== undefined) return held;
  try {
    return parsed(sessionStorage.getItem(key) ?? '');
  } catch {
    return { text: '', began: null };
  }
}

export function keepDraft(member: string, conversation: string, draft: Draft): void {
  const key = keyOf(member, conversation);
  memory.set(key, draft);
  try {
    if (draft.text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, `${draft.began ?? ''} ${draft.text}`);
  } catch {
    // Storage is blocked or full: memory has it.
  }
}

/** Notes have drafts of their own. */
export function noteOf(conversation: string): string {
  return `${conversation}.note`;
}

/** So does what one says at the end of one's work. */
export function wrapUpOf(conversation: string): string {
  return `${conversation}.wrap-up`;
}

/** Whether a note is being written in the conversation: as it was left there, and never as it was left in another one. */
export function readNoteMode(member: string, conversation: string): boolean {
  return readDraft(member, `${conversation}.mode`).text === 'note';
}

export function keepNoteMode(member: string, conversation: string, note: boolean): void {
  keepDraft(member, `${conversation}.mode`, { text: note ? 'note' : '', began: null });
}

/** Whoever signs in next in this tab is somebody else. */
function keyOf(member: string, conversation: string): string {
  return `${PREFIX}${member}.${conversation}`;
}

function parsed(kept: string): Draft {
  const found = /^(\d*) ([\s\S]*)$/.exec(kept);
  if (found === null) return { text: '', began: null };
  return { text: found[2]!, began: found[1] === '' ? null : Number(found[1]) };
}
