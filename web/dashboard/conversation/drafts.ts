/** What was written and not sent, kept per conversation: switching loses nothing, nor does a reload of the tab. */

const PREFIX = 'edgewise.draft.';
const memory = new Map<string, string>();

export function readDraft(conversation: string): string {
  const held = memory.get(conversation);
  if (held !== undefined) return held;
  try {
    return sessionStorage.getItem(PREFIX + conversation) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(conversation: string, text: string): void {
  memory.set(conversation, text);
  try {
    if (text === '') sessionStorage.removeItem(PREFIX + conversation);
    else sessionStorage.setItem(PREFIX + conversation, text);
  } catch {
    // Storage is blocked or full: memory has it.
  }
}
