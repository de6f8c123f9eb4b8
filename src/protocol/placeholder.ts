/**
 * What stands in a template for something that is known only when it is used: `{{visitor.name}}`, or `{{visitor.name|there}}`
 * with what is said instead where it isn't known. A plain map from names to texts: nothing is evaluated, what a value holds is
 * not looked at again, and a name that isn't on the list is no placeholder. No imports, so that a composer has it for little.
 */

export const PLACEHOLDERS = ['visitor.name', 'visitor.firstName', 'agent.name', 'site.name', 'page.title'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What is known; a blank text is as good as none. */
export type PlaceholderValues = Partial<Record<Placeholder, string | null>>;

/** Something between double braces. `name` is as it was typed: not every name is a placeholder's. */
export interface Braces {
  name: string;
  known: boolean;
  fallback: string | null;
  start: number;
  end: number;
}

/** A piece of a filled text. `missing` is a placeholder without value and fallback, left as it is written. */
export interface FilledPart {
  kind: 'text' | 'value' | 'missing';
  text: string;
}

export interface Filled {
  text: string;
  /** Where the filled text still needs a hand. */
  missing: { name: Placeholder; start: number; end: number }[];
}

/** On one line and without braces inside: anything else between braces is ordinary text. */
const BRACES = /\{\{([^{}\r\n]*)\}\}/g;

/** All that stands between double braces, in the order of the text. */
export function placeholdersIn(text: string): Braces[] {
  return Array.from(text.matchAll(BRACES), (match) => {
    const [whole, inner = ''] = match;
    const bar = inner.indexOf('|');
    const name = (bar === -1 ? inner : inner.slice(0, bar)).trim();
    return {
      name,
      known: isPlaceholder(name),
      fallback: bar === -1 ? null : inner.slice(bar + 1).trim(),
      start: match.index,
      end: match.index + whole.length,
    };
  });
}

/** The first name between double braces that is no placeholder's; null where all are. */
export function unknownPlaceholder(text: string): string | null {
  return placeholdersIn(text).find((one) => !one.known)?.name ?? null;
}

/** The text with what is known in place of its placeholders. */
export function fill(text: string, values: PlaceholderValues): Filled {
  const filled: Filled = { text: '', missing: [] };
  for (const part of fillParts(text, values)) {
    const start = filled.text.length;
    filled.text += part.text;
    if (part.kind !== 'missing') continue;
    const name = placeholdersIn(part.text)[0]!.name as Placeholder;
    filled.missing.push({ name, start, end: filled.text.length });
  }
  return filled;
}

/** The same in pieces, for showing what was filled in. */
export function fillParts(text: string, values: PlaceholderValues): FilledPart[] {
  const parts: FilledPart[] = [];
  let from = 0;
  for (const { name, known, fallback, start, end } of placeholdersIn(text)) {
    if (!known) continue;
    if (start > from) parts.push({ kind: 'text', text: text.slice(from, start) });
    const value = knownValue(values, name as Placeholder) ?? fallback;
    parts.push(value === null ? { kind: 'missing', text: `{{${name}}}` } : { kind: 'value', text: value });
    from = end;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/** A value that looks like a placeholder itself, such as the title of a page that was never filled in, says nothing. */
function knownValue(values: PlaceholderValues, name: Placeholder): string | null {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '').replace(/\s+/gu, ' ').trim() : '';
  return value === '' || placeholdersIn(value).some(({ known }) => known) ? null : value;
}
