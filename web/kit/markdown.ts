/**
 * Message text to a tree of a dozen harmless tags, and from there to DOM nodes. There is no way from text to HTML: no
 * innerHTML, no attribute but a checked href. Linear time: every pattern stops at a character that it would start at.
 * Only the bot's texts and articles are Markdown; what people type is text and only gets its links (`linkify`).
 * Letters and numbers are never lost or changed: where a mark could as well be text, it is text.
 */

export interface MarkNode {
  tag: 'p' | 'ul' | 'ol' | 'li' | 'b' | 'em' | 'code' | 'a' | 'br';
  /** Only on `a`: http, https, mailto or tel; opened elsewhere, where nothing tells where it was. */
  href?: string;
  title?: string;
  target?: string;
  rel?: string;
  /** Only on `ol`: the first number. */
  start?: number;
  children: Mark[];
}
export type Mark = string | MarkNode;

/** A dash before an amount is a minus; a number of more than two digits is a year or whatever else. */
const ITEM = /^ {0,8}(?:-(?! +[\d.,]+ ?\S{0,3}$)|[*•]|([1-9]?\d)\.) +(.+)/;

/** Paragraphs, lists, code, and lines of inline marks. */
export function parseMarkdown(text: string): MarkNode[] {
  const blocks: MarkNode[] = [];
  const lines = text.split(/\r?\n/);
  let open: MarkNode | undefined;
  let fence: string | undefined;
  /** The number that the list would go on with. */
  let next = -1;
  const begin = (tag: MarkNode['tag'], children?: Mark[]) => {
    const block = node(tag, children);
    blocks.push(block);
    return block;
  };
  for (const [at, line] of lines.entries()) {
    const mark = /^ {0,3}(```|~~~)[^`]*$/.exec(line)?.[1];
    const [, digits, words] = ITEM.exec(line) ?? [];
    const number = Number(digits);
    const heading = /^#+ +(.*)/.exec(line);
    if (fence) {
      if (mark === fence) fence = open = undefined;
      else append(open!, [line, '\n']);
    } else if (mark) {
      fence = mark;
      open = node('code');
      begin('p', [open]);
    } else if (words && (!digits || number === next || goesOn(lines, at, number))) {
      const tag = digits ? 'ol' : 'ul';
      if (open?.tag !== tag || (digits && number !== next)) open = begin(tag);
      if (digits) {
        open.start ??= number;
        next = number + 1;
      }
      append(open, [node('li', inline(words))]);
    } else if (heading) {
      begin('p', [node('b', inline(heading[1]!))]);
      open = undefined;
    } else if (!line.trim()) {
      // A list may have blank lines between its items; a paragraph ends.
      if (open?.tag === 'p') open = undefined;
    } else if (open && open.tag !== 'p' && line.startsWith(' ')) {
      append(open.children.at(-1) as MarkNode, [node('br'), ...inline(line.trim())]);
    } else {
      if (open?.tag === 'p') append(open, [node('br')]);
      else open = begin('p');
      append(open, inline(line));
    }
  }
  return blocks;
}

/** Whether the next line that is not of the same item is the next number's. */
function goesOn(lines: readonly string[], at: number, number: number): boolean {
  do at++;
  while (/^(?! *\d+\. )( |$|[-*•] )/.test(lines[at] ?? 'x'));
  return Number(ITEM.exec(lines[at] ?? '')?.[1]) === number + 1;
}

/** Text with its links; every other character stays as it is. */
export function linkify(text: string): Mark[] {
  return scan(text, new RegExp(ADDRESS, 'giu'), (match) => bareLink(match[0]));
}

/** The text of a tree as one line, for previews. `number`: of the first item. */
export function plainText(marks: readonly Mark[], number?: number): string {
  let text = '';
  for (const mark of marks) {
    if (typeof mark === 'string') text += mark.replace('\n', ' ');
    else if (mark.tag === 'br') text += ' ';
    else {
      if (number !== undefined) text += `${number++}. `;
      text += plainText(mark.children, mark.start) + (mark.tag === 'p' || mark.tag === 'li' ? ' ' : '');
    }
  }
  return text;
}

/** Makes the nodes: what a mark has besides its tag and children are properties of the element. */
export function toDom(
  marks: readonly Mark[],
  root: Element | DocumentFragment = document.createDocumentFragment(),
): Element | DocumentFragment {
  for (const mark of marks) {
    if (typeof mark === 'string') root.append(mark);
    else {
      const { tag, children, ...properties } = mark;
      root.append(toDom(children, Object.assign(document.createElement(tag), properties)));
    }
  }
  return root;
}

/** Quotes, punctuation of other scripts, and letters of scripts without spaces end an address; the rest may be part of it. */
const ADDRESS = String.raw`https?:\/\/[^\s<>"\x60«»\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2000-\u2018\u201a-\u206f\u3000-\ud7ff\uf900-\uffef]+`;

/**
 * Marks begin and end beside words, never within one: `SAVE_10_NOW`, `č_š_ž`. Stars that mask something (`**********7890`,
 * `m**@example.com`) are none: marks are two at the most.
 */
const INLINE = new RegExp(
  String.raw`\x60([^\x60]+)\x60|\[([^[\]]{1,300})\]\(([^\s()[\]]{1,2000})\)|${ADDRESS}|(?<![\p{L}\p{N}_])(?:(?<!\*)\*(?:\*(?!\*)((?:[^*]|\*(?!\*))+)\*\*|(?![*@])([^*]+)\*)(?!\*)|(__?)(?!_)([^_]+)\6(?![\p{L}\p{N}_]))`,
  'giu',
);

function inline(text: string): Mark[] {
  return scan(text, INLINE, (match) => {
    const [whole, code, label, target, bold, italic, bar, barred] = match;
    if (code) return [node('code', [code])];
    if (label && target) return SAFE_LINK.test(target) ? [link(target, label)] : null;
    const marked = bold ?? italic ?? barred;
    if (!marked) return bareLink(whole);
    return flanked(marked) ? [node(bold || bar === '__' ? 'b' : 'em', inline(marked))] : null;
  });
}

const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)./i;

/** `2 * 3 * 4` is arithmetic: marks hug their text. */
function flanked(text: string): boolean {
  return text.trim() === text;
}

/** Punctuation after an address ends the sentence, not the address; a bracket belongs to it if it was opened there. */
function bareLink(address: string): Mark[] | null {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; ".,;:!?*_~'’)]،؛؟।".includes(address[end - 1]!); end--) {
    if (address[end - 1] === ')' && unopened-- <= 0) break;
    if (address[end - 1] === ']' && address.includes('[')) break;
  }
  const href = address.slice(0, end);
  return /\/\/./.test(href) ? [link(href, href), address.slice(end)] : null;
}

function link(href: string, label: string): MarkNode {
  return { tag: 'a', href, title: href, target: '_blank', rel: 'noopener noreferrer nofollow', children: [label] };
}

function node(tag: MarkNode['tag'], children: Mark[] = []): MarkNode {
  return { tag, children };
}

/** One by one: a spread of very many would overflow the stack. */
function append(parent: MarkNode, marks: readonly Mark[]) {
  for (const mark of marks) parent.children.push(mark);
}

/** Splits text at the pattern's matches; a match that `make` declines stays text. */
function scan(text: string, pattern: RegExp, make: (match: RegExpMatchArray) => Mark[] | null): Mark[] {
  const marks: Mark[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const made = make(match);
    if (!made) continue;
    marks.push(text.slice(from, match.index), ...made);
    from = match.index! + match[0].length;
  }
  marks.push(text.slice(from));
  return marks.filter(Boolean);
}
