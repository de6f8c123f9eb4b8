/**
 * The `/` of a composer: begun at the start of the text or after a blank, it asks for a template, and what follows it up to
 * the cursor is searched for. Opened only by typing, so that going through a text with the arrows opens nothing.
 */
import { type Accessor, createSignal } from 'solid-js';
import { insertText } from '../insert-text.ts';

export interface Slash {
  /** Where the `/` stands. */
  from: number;
  query: string;
}

/** `and / or`, addresses and paths ask for nothing. */
const SLASH = /(?:^|\s)\/([^\s/][^/\n]{0,40})?$/;

/** The slash whose query ends at the cursor. */
export function slashBefore(text: string, cursor: number): Slash | null {
  const match = SLASH.exec(text.slice(0, cursor));
  if (match === null) return null;
  const query = match[1] ?? '';
  return { from: cursor - query.length - 1, query };
}

export interface SlashState {
  open: Accessor<Slash | null>;
  /** After whatever may have moved the cursor; `typed` where the text changed. */
  follow: (typed: boolean) => void;
  /** From a button: puts a `/` at the cursor. */
  begin: () => void;
  /** Closes it; a `/` that the button put there goes too. */
  dismiss: () => void;
  /** Puts a text in place of the slash and its query. */
  replace: (text: string) => void;
}

export function createSlash(area: () => HTMLTextAreaElement, write: (text: string) => void): SlashState {
  const [open, setOpen] = createSignal<Slash | null>(null, {
    equals: (a, b) => a?.from === b?.from && a?.query === b?.query,
  });
  /** Put away by Escape: it stays away until another one is begun. */
  let dismissed: number | null = null;
  let begun: number | null = null;

  function follow(typed: boolean): void {
    const { value, selectionStart, selectionEnd } = area();
    const found = selectionStart === selectionEnd ? slashBefore(value, selectionStart) : null;
    if (found?.from !== dismissed) dismissed = null;
    if (found === null || dismissed !== null) setOpen(null);
    else if (typed || open()?.from === found.from) setOpen(found);
    else setOpen(null);
  }

  function begin(): void {
    const { value, selectionEnd } = area();
    area().focus({ preventScroll: true });
    area().setSelectionRange(selectionEnd, selectionEnd);
    const apart = selectionEnd === 0 || /\s/.test(value[selectionEnd - 1]!);
    dismissed = null;
    begun = apart ? selectionEnd : selectionEnd + 1;
    insertText(area(), apart ? '/' : ' /', write);
    follow(true);
  }

  function dismiss(): void {
    const slash = open();
    if (slash === null) return;
    setOpen(null);
    dismissed = slash.from;
    if (slash.from === begun) {
      area().setRangeText('', slash.from, slash.from + slash.query.length + 1, 'end');
      write(area().value);
    }
    begun = null;
  }

  function replace(text: string): void {
    const slash = open();
    if (slash === null) return;
    setOpen(null);
    area().setSelectionRange(slash.from, slash.from + slash.query.length + 1);
    insertText(area(), text, write);
    begun = null;
    // A template that ends in a `/word` of its own asks for nothing.
    setOpen(null);
    dismissed = slashBefore(area().value, area().selectionStart)?.from ?? null;
  }

  return { open, follow, begin, dismiss, replace };
}
