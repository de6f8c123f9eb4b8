/** What was written and not sent, kept per conversation: switching loses nothing, nor does a reload of the tab. */

export interface Draft {
  text: string;
  /** The last seq that stood in the thread when the agent began to write; null where that isn't known. */
  began: number | null;
}

const PREFIX = 'edgewise.draft.';
const memory = new Map<string, Draft>();

export function readDraft(conversation: string): Draft {
  const held = memory.get(conversation);
  if (held !== undefined) return held;
  try {
    return parsed(sessionStorage.getItem(PREFIX + conversation) ?? '');
  } catch {
    return { text: '', began: null };
  }
}

export function keepDraft(conversation: string, draft: Draft): void {
  memory.set(conversation, draft);
  try {
    if (draft.text === '') sessionStorage.removeItem(PREFIX + conversation);
    else sessionStorage.setItem(PREFIX + conversation, `${draft.began ?? ''} ${draft.text}`);
  } catch {
    // Storage is blocked or full: memory has it.
  }
}

function parsed(kept: string): Draft {
  const found = /^(\d*) ([\s\S]*)$/.exec(kept);
  // The text alone is what an earlier version kept.
  if (found === null) return { text: kept, began: null };
  return { text: found[2]!, began: found[1] === '' ? null : Number(found[1]) };
}
