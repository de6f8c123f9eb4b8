/**
 * Cuts an article's Markdown into passages, the pieces that answer questions: about 300 to 700 characters, under the
 * headings they stand below. Nothing of the text is lost or reworded. Code and HTML are text like any other.
 * Works line by line in time linear in the text, whatever the text is.
 */

/** A passage is closed before it would grow beyond this. */
export const PASSAGE_MAX_CHARS = 700;
/** Blocks are joined up to this; from here on a new block begins a new passage. */
const PASSAGE_ENOUGH_CHARS = 300;
/** An article with more sections than this is cut by length alone, so that a save stays bounded. */
export const PASSAGES_MAX = 600;
const HEADING_MAX_CHARS = 120;

export interface Cut {
  /** The headings above it, outermost first, plain text. */
  headings: string[];
  /** Its Markdown, without the headings. */
  text: string;
}

type Block = { type: 'heading'; level: number; text: string } | { type: 'text'; lines: string[] };

/** The passages of an article, in order; none for a text without words. */
export function cutPassages(body: string): Cut[] {
  const blocks = blocksOf(body);
  const cuts = joinBlocks(blocks);
  if (cuts.length <= PASSAGES_MAX) return cuts;
  const flat: Block[] = blocks.map((block) =>
    block.type === 'heading' ? { type: 'text', lines: [block.text] } : block,
  );
  return joinBlocks(flat);
}

/** How a passage is handed to answerers: its headings as Markdown, then its text. */
export function passageText(cut: Cut): string {
  return [...cut.headings.map((heading) => `## ${heading}`), cut.text].join('\n');
}

/** The headings of a passage and the text below them. */
export function partsOf(passage: string): { headings: string[]; lines: string[] } {
  const lines = passage.split('\n');
  const headings: string[] = [];
  while (lines[0]?.startsWith('## ')) headings.push(lines.shift()!.slice(3));
  return { headings, lines };
}

/** Markdown's words without its signs: links by their text, images by their description. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/^[ \t]{0,20}(?:#{1,6}[ \t]|[-*+][ \t]|>)/gm, '')
    .replace(/\*\*|__|`|~~/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The sentences of a paragraph. Ends at a full stop only where a new sentence can begin. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?…][)"'”»*_]{0,3}\s|[。！？]/g)) {
    const end = match.index + match[0].length;
    if (!endsSentence(text, match.index, end, match[0])) continue;
    sentences.push(text.slice(from, end).trim());
    from = end;
  }
  sentences.push(text.slice(from).trim());
  return sentences.filter((sentence) => sentence !== '');
}

const ABBREVIATION = new RegExp(
  `(?:^|[\\s(])(?:${[
    '\\p{L}|e\\.g|i\\.e|etc|vs|approx|incl|min|max|no|nr|st|mr|mrs|ms|dr|prof|mon|tue|wed|thu|fri|sat|sun',
    'npr|št|oz|itd|ipd|tel|ul|tj|sv|br|čl|str|ga|pon|tor|sre|čet|pet|sob|ned',
    'al|pl|os|godz|tzn|m\\.in|np|ok|wg|mgr|inż|min|r|zob|pn|wt|śr|czw|pt|nd',
    'art|pag|sig|ecc|ad es|es|ca|sr|sra|p\\.ej|ej|núm|máx|mín|aprox|avda|ud|uds|lun|mar|mié|jue|vie|sáb|dom',
    'вул|буд|кв|обл|грн|тис|млн|год|хв|рр|ін|напр|тощо|див|тел|пн|вт|ср|чт|пт|сб|нд',
    'bzw|std|inkl|zzgl|usw|evtl|ggf|mo|di|mi|do|fr|sa|so',
  ].join('|')})$`,
  'iu',
);
/** Where German writes a month, a number and a full stop are a day. */
const MONTH = /^(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/;

function endsSentence(text: string, dot: number, next: number, mark: string): boolean {
  if (text[dot] !== '.') return true;
  if (mark.length > 2) return true;
  const before = text.slice(Math.max(0, dot - 8), dot);
  const after = text.slice(next, next + 4);
  if (ABBREVIATION.test(before)) return false;
  // `24. 12. 2026`, `3. Mai`: an ordinal. After a year, say, a new sentence may begin with a number.
  if (/(?:^|\D)\d{1,2}$/.test(before) && (/^\d/.test(after) || MONTH.test(after))) return false;
  return !/^\p{Ll}/u.test(after);
}

function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence = '';
  const flush = () => {
    if (lines.length > 0) blocks.push({ type: 'text', lines });
    lines = [];
  };
  const all = body.split(/\r\n|\r|\n/);
  for (const [i, raw] of all.entries()) {
    const line = raw.trimEnd();
    const bare = line.trimStart();
    if (fence !== '' || bare.startsWith('```') || bare.startsWith('~~~')) {
      const mark = bare.slice(0, 3);
      if (fence === '') fence = mark;
      else if (mark === fence) fence = '';
      else lines.push(line);
      continue;
    }
    if (bare === '') {
      flush();
      continue;
    }
    const heading = headingOf(bare, all[i - 1] ?? '', all[i + 1] ?? '');
    if (heading !== null) {
      flush();
      if (heading.text !== '') blocks.push(heading);
    } else lines.push(line);
  }
  flush();
  return blocks;
}

/** Hashes, underlined lines, and what people use for headings: a line all bold, or a question on a line of its own. */
function headingOf(line: string, above: string, below: string): (Block & { type: 'heading' }) | null {
  const hashes = /^#{1,6}(?=\s)/.exec(line)?.[0].length ?? 0;
  if (hashes > 0) return { type: 'heading', level: hashes, text: plainText(line.slice(hashes)).slice(0, 300) };
  const first = line[0];
  if ((first === '=' || first === '-') && line.split(first).join('') === '') {
    // The line under a heading, or a rule between sections: gone either way.
    return { type: 'heading', level: 6, text: '' };
  }
  if (line.length > HEADING_MAX_CHARS || above.trim() !== '') return null;
  const under = below.trim();
  if (under.length > 2 && /^(?:=+|-+)$/.test(under.slice(0, 200))) {
    return { type: 'heading', level: under[0] === '=' ? 1 : 2, text: plainText(line) };
  }
  if (line.startsWith('**') && line.endsWith('**') && line.length > 4 && !line.slice(2, -2).includes('**')) {
    return { type: 'heading', level: 6, text: plainText(line) };
  }
  if (/[?？]$/.test(plainText(line)) && !/^[-*+>|]/.test(line))
    return { type: 'heading', level: 6, text: plainText(line) };
  return null;
}

function joinBlocks(blocks: Block[]): Cut[] {
  const cuts: Cut[] = [];
  let path: { level: number; text: string }[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') cuts.push({ headings: path.map((heading) => heading.text), text });
    text = '';
  };
  for (const block of blocks) {
    if (block.type === 'heading') {
      flush();
      path = [...path.filter((above) => above.level < block.level), { level: block.level, text: block.text }].slice(-3);
      continue;
    }
    for (const piece of piecesOf(block.lines)) {
      const grown = text === '' ? piece.text : text + (piece.fresh ? '\n\n' : '\n') + piece.text;
      // What follows a line that ends in a colon belongs to it.
      const enough = text.length >= PASSAGE_ENOUGH_CHARS && piece.fresh && !text.endsWith(':');
      if (text !== '' && (enough || grown.length > PASSAGE_MAX_CHARS)) {
        flush();
        text = piece.text;
      } else text = grown;
    }
  }
  flush();
  return cuts;
}

/** A block whole if it fits, else by lines, else by sentences, else by length. */
function piecesOf(lines: string[]): { text: string; fresh: boolean }[] {
  const whole = lines.join('\n');
  if (whole.length <= PASSAGE_MAX_CHARS) return [{ text: whole, fresh: true }];
  const pieces: { text: string; fresh: boolean }[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.length <= PASSAGE_MAX_CHARS) {
      pieces.push({ text: line, fresh: i === 0 });
      continue;
    }
    let piece = '';
    for (const sentence of sentencesOf(line).flatMap(byLength)) {
      if (piece !== '' && piece.length + sentence.length + 1 > PASSAGE_MAX_CHARS) {
        pieces.push({ text: piece, fresh: true });
        piece = '';
      }
      piece = piece === '' ? sentence : `${piece} ${sentence}`;
    }
    if (piece !== '') pieces.push({ text: piece, fresh: true });
  }
  return pieces;
}

function byLength(text: string): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; ) {
    if (rest.length <= PASSAGE_MAX_CHARS) {
      parts.push(rest);
      break;
    }
    const space = rest.lastIndexOf(' ', PASSAGE_MAX_CHARS);
    let end = space > PASSAGE_ENOUGH_CHARS ? space : PASSAGE_MAX_CHARS;
    const last = rest.charCodeAt(end - 1);
    if (last >= 0xd800 && last <= 0xdbff) end--;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return parts;
}
