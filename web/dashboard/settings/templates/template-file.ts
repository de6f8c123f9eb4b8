/**
 * Templates as a CSV file (RFC 4180, UTF-8 with a byte order mark, as spreadsheets want it), and such a file as templates.
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
 */
import papa from 'papaparse';
import { unknownPlaceholder } from '#protocol/placeholder';
import { TEMPLATES_MAX, type Template, type TemplateBody, templateBodySchema } from '#protocol/template';

const COLUMNS = ['title', 'shortcut', 'body', 'scope'] as const;
const BYTE_ORDER_MARK = '\ufeff';

export function printTemplates(templates: readonly Template[]): string {
  const rows = templates.map((template) => COLUMNS.map((column) => guarded(template[column])));
  return `${BYTE_ORDER_MARK}${papa.unparse([[...COLUMNS], ...rows])}\r\n`;
}

export type RowProblem = 'title' | 'shortcut' | 'body' | 'scope' | 'twice' | 'role' | 'cells' | 'quotes';
export type FileProblem = 'type' | 'encoding' | 'columns' | 'empty' | 'too-many';

/** What becomes of one row of the file. */
export interface PlannedRow {
  /** As a spreadsheet counts it: the columns' names are row 1. */
  row: number;
  title: string;
  shortcut: string;
  plan:
    | { kind: 'add' | 'change' | 'same'; body: TemplateBody }
    | { kind: 'problem'; problem: RowProblem }
    | { kind: 'placeholder'; name: string };
}

/** Who imports, and what is there already. */
export interface ImportPlace {
  templates: readonly Template[];
  supervises: boolean;
}

export function planImport(text: string, place: ImportPlace): PlannedRow[] | FileProblem {
  const [head, ...rows] = rowsOf(text);
  const names = head?.cells.map(nameOf) ?? [];
  const at = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)])) as Record<
    (typeof COLUMNS)[number],
    number
  >;
  if (at.title < 0 || at.shortcut < 0 || at.body < 0) return 'columns';
  if (rows.length === 0) return 'empty';
  if (rows.length > TEMPLATES_MAX) return 'too-many';
  const taken = new Set<string>();
  return rows.map(({ row, cells, unclosed }) => {
    const cell = (column: (typeof COLUMNS)[number]) => unguarded(cells[at[column]] ?? '');
    const scope = cell('scope').trim().toLowerCase() || 'mine';
    const given = { title: cell('title'), shortcut: cell('shortcut').replace(/^\s*\//, ''), body: cell('body'), scope };
    const problem = unclosed ? 'quotes' : cells.slice(names.length).some(isFilled) ? 'cells' : undefined;
    const plan = problem ? ({ kind: 'problem', problem } as const) : planRow(given, place, taken);
    return { row, title: given.title, shortcut: given.shortcut, plan };
  });
}

interface FileRow {
  /** Blank rows count, too: a spreadsheet shows them. */
  row: number;
  cells: string[];
  /** A quotation mark in it has no second one. */
  unclosed: boolean;
}

/** The rows that hold anything. Line ends of several kinds in one file are all the same here, since papaparse goes by the first. */
function rowsOf(text: string): FileRow[] {
  const bare = text.replace(BYTE_ORDER_MARK, '').replace(/\r\n?/g, '\n');
  // Spreadsheets write and read this line, and show it as none.
  const told = /^sep=(.)\n/i.exec(bare);
  if (told) return parsed(bare.slice(told[0].length), told[1]!);
  // Where a comma is in numbers, spreadsheets write semicolons.
  const tries = [',', ';', '\t'].map((delimiter) => parsed(bare, delimiter));
  return tries.find(([head]) => head?.cells.map(nameOf).includes('shortcut')) ?? tries[0]!;
}

function parsed(text: string, delimiter: string): FileRow[] {
  const { data, errors } = papa.parse<string[]>(text, { delimiter, newline: '\n' });
  const unclosed = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  return data
    .map((cells, i) => ({ row: i + 1, cells, unclosed: unclosed.has(i) }))
    .filter(({ cells }) => cells.some(isFilled));
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}

function nameOf(cell: string): string {
  return cell.trim().toLowerCase();
}

function planRow(given: Record<string, string>, place: ImportPlace, taken: Set<string>): PlannedRow['plan'] {
  const parsed = templateBodySchema.safeParse(given);
  if (!parsed.success) return { kind: 'problem', problem: parsed.error.issues[0]!.path[0] as RowProblem };
  const body = parsed.data;
  const unknown = unknownPlaceholder(body.body);
  if (unknown !== null) return { kind: 'placeholder', name: unknown };
  if (body.scope === 'site' && !place.supervises) return { kind: 'problem', problem: 'role' };
  const key = `${body.scope} ${body.shortcut}`;
  if (taken.has(key)) return { kind: 'problem', problem: 'twice' };
  taken.add(key);
  const before = place.templates.find((one) => one.scope === body.scope && one.shortcut === body.shortcut);
  if (before === undefined) return { kind: 'add', body };
  return { kind: before.title === body.title && before.body === body.body ? 'same' : 'change', body };
}

/**
 * What spreadsheets take for one, be it after spaces or in full width; also a text that begins with an apostrophe and would be one of these
 * without it.
 */
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function unguarded(text: string): string {
  return /^'/.test(text) && FORMULA.test(text) ? text.slice(1) : text;
}
