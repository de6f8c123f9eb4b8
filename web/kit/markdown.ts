/**
 * Message text to a tree of a dozen harmless tags, and from there to DOM nodes. There is no way from text to HTML: no
 * innerHTML, no attribute but a checked href. Linear time: every pattern stops at a character that it would start at.
 * For bot and agent messages; a visitor's text is plain and only gets its links (`linkify`).
 */

export interface MarkNode {
  tag: 'p' | 'ul' | 'ol' | 'li' | 'b' | 'em' | 'code' | 'a' | 'br';
  /** Only on `a`: http, https or mailto. */
  href?: string;
  /** Only on `ol`: the first number, where it isn't 1. */
  start?: number;
  children: Mark[];
}
export type Mark = string | MarkNode;

/** Paragraphs and lists of inline marks. */
export function parseMarkdown(text: string): MarkNode[] {
  const blocks: MarkNode[] = [];
  let open: MarkNode | null = null;
  for (const line of text.split(/\r?\n/)) {
    const item = /^ {0,8}(?:[-*•]|(\d{1,9})[.)]) +(.*)$/.exec(line);
    const heading = /^#{1,6} +(.*)$/.exec(line);
    if (item) {
      const tag = item[1] ? 'ol' : 'ul';
      if (open?.tag !== tag) {
        open = node(tag);
        blocks.push(open);
        if (item[1] && Number(item[1]) !== 1) open.start = Number(item[1]);
      }
      open.children.push(node('li', inline(item[2]!)));
    } else if (heading) {
      blocks.push(node('p', [node('b', inline(heading[1]!))]));
      open = null;
    } else if (!line.trim()) {
      // A list may have blank lines between its items; a paragraph ends.
      if (open?.tag === 'p') open = null;
    } else if (open && open.tag !== 'p' && /^ /.test(line)) {
      append(open.children.at(-1) as MarkNode, [node('br'), ...inline(line.trim())]);
    } else {
      if (open?.tag === 'p') open.children.push(node('br'));
      else {
        open = node('p');
        blocks.push(open);
      }
      append(open, inline(line));
    }
  }
  return blocks;
}

/** Plain text with its links; line breaks stay characters. */
export function linkify(text: string): Mark[] {
  return scan(text, /https?:\/\/[^\s<>"'`]+/g, (match) => bareLink(match[0]));
}

/** The text of a tree as one line, for previews. */
export function plainText(marks: readonly Mark[]): string {
  let text = '';
  for (const mark of marks) {
    if (typeof mark === 'string') text += mark;
    else if (mark.tag === 'br') text += ' ';
    else text += plainText(mark.children) + (mark.tag === 'p' || mark.tag === 'li' ? ' ' : '');
  }
  return text;
}

/** Makes the nodes. Links open elsewhere and tell nothing about where they were. */
export function toDom(marks: readonly Mark[], root: Node = document.createDocumentFragment()): Node {
  for (const mark of marks) {
    if (typeof mark === 'string') {
      root.appendChild(document.createTextNode(mark));
      continue;
    }
    const element = document.createElement(mark.tag);
    if (mark.href) {
      element.setAttribute('href', mark.href);
      element.setAttribute('title', mark.href);
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer nofollow');
    }
    if (mark.start) element.setAttribute('start', String(mark.start));
    root.appendChild(toDom(mark.children, element));
  }
  return root;
}

/** Stars that mask something (`**********7890`, `m**@example.com`) are no marks: those stand before a word, two at the most. */
const INLINE =
  /`([^`]+)`|\[([^[\]]{1,300})\]\(([^\s()[\]]{1,2000})\)|https?:\/\/[^\s<>"'`[\]*]+|(?<![\w*À-ɏͰ-ӿ])(?:\*\*(?!\*)((?:[^*]|\*(?!\*))+)\*\*(?!\*)|\*(?![*@])([^*]+)\*(?!\*))|__([^_]+)__|(?<![\w_])_([^_]+)_(?!\w)/g;

function inline(text: string): Mark[] {
  return scan(text, INLINE, (match) => {
    const [whole, code, label, target, bold, italic, bold2, italic2] = match;
    if (code) return [node('code', [code])];
    if (label && target) return SAFE_LINK.test(target) ? [link(target, [label])] : null;
    const strong = bold ?? bold2;
    if (strong) return flanked(strong) ? [node('b', inline(strong))] : null;
    const slanted = italic ?? italic2;
    if (slanted) return flanked(slanted) ? [node('em', inline(slanted))] : null;
    return bareLink(whole);
  });
}

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s]/i;

/** `2 * 3 * 4` is arithmetic: marks hug their text. */
function flanked(text: string): boolean {
  return text.trim() === text;
}

/** Punctuation after an address ends the sentence, not the address; a bracket belongs to it if it was opened there. */
function bareLink(address: string): Mark[] {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0 && '.,;:!?)_'.includes(address[end - 1]!); end--) {
    if (address[end - 1] === ')' && unopened-- <= 0) break;
  }
  const href = address.slice(0, end);
  return [link(href, [href]), address.slice(end)];
}

function link(href: string, children: Mark[]): MarkNode {
  return { tag: 'a', href, children };
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
  return marks.filter((mark) => mark !== '');
}
