/** Marks put around or before what is selected in a text, and taken away again. Pure: text and selection in, and out. */

export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** `**` for bold, `*` for italics; around the selection, or gone where it stands there already. */
export function toggleAround({ text, from, to }: Selected, mark: string): Selected {
  const chosen = text.slice(from, to);
  // Marks hug their text: a space at the selection's end stays outside.
  const inner = chosen.trim();
  const start = from + (chosen.length - chosen.trimStart().length);
  const end = start + inner.length;
  const size = mark.length;
  // `*` next to another `*` belongs to bold.
  const isMark = (at: number, before: number, after: number) =>
    text.slice(at, at + size) === mark && text[before] !== '*' && text[after] !== '*';
  if (isMark(start - size, start - size - 1, -1) && isMark(end, -1, end + size)) {
    const out = text.slice(0, start - size) + inner + text.slice(end + size);
    return { text: out, from: start - size, to: end - size };
  }
  const out = text.slice(0, start) + mark + inner + mark + text.slice(end);
  return { text: out, from: start + size, to: end + size };
}

/** `- ` before every selected line, or gone where all have it. */
export function toggleList({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const found = text.indexOf('\n', to);
  const end = found === -1 ? text.length : found;
  const lines = text.slice(start, end).split('\n');
  const listed = lines.every((line) => line.startsWith('- '));
  const out = lines.map((line) => (listed ? line.slice(2) : `- ${line}`)).join('\n');
  return { text: text.slice(0, start) + out + text.slice(end), from: start, to: start + out.length };
}

/** `[selection](https://)`, with the address selected so that it can be typed at once. */
export function insertLink({ text, from, to }: Selected, label: string): Selected {
  const shown = text.slice(from, to) || label;
  const address = 'https://';
  const at = from + shown.length + 3;
  return { text: `${text.slice(0, from)}[${shown}](${address})${text.slice(to)}`, from: at, to: at + address.length };
}
