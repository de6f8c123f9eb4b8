/**
 * A Markdown file as an article: the title from its front matter or its first heading, or else from its name. Whatever isn't
 * surely understood is a problem with a word for it, never a guess.
 */
import { type ArticleBody, articleBodySchema } from '#protocol/article';
import { parseMarkdown, plainText } from '../../../kit/markdown.ts';
import { textOf } from '../parts/file-text.ts';

export type FileProblem = 'type' | 'encoding' | 'front-matter' | 'empty' | 'too-long';

export async function readMarkdownFile(file: File): Promise<{ body: ArticleBody } | { problem: FileProblem }> {
  if (!/\.(md|markdown|mdown|txt)$/i.test(file.name)) return { problem: 'type' };
  const whole = await textOf(file);
  if (whole === null) return { problem: 'encoding' };
  const front = await withoutFrontMatter(whole);
  if (front === null) return { problem: 'front-matter' };
  const { text } = front;
  const heading = firstHeading(text);
  const title = front.title || heading?.title || nameOf(file);
  // The heading that became the title; said twice it would read like a stutter.
  const isTitle = heading?.level === 1 && heading.title === title;
  const body = isTitle ? text.slice(0, heading.start) + text.slice(heading.end) : text;
  if (body.trim() === '') return { problem: 'empty' };
  const parsed = articleBodySchema.safeParse({ title: title.slice(0, 200), body: body.trim() });
  return parsed.success ? { body: parsed.data } : { problem: 'too-long' };
}

/** What stands between `---` and `---` at the beginning, where it is a map; null where it can't be read. */
async function withoutFrontMatter(text: string): Promise<{ text: string; title?: string } | null> {
  const match = /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  if (match === null) return { text };
  const { FAILSAFE_SCHEMA, load } = await import('js-yaml');
  let data: unknown;
  try {
    // Everything is text: a title may look like a number or a date.
    data = match[1]?.trim() ? load(match[1], { schema: FAILSAFE_SCHEMA }) : {};
  } catch {
    return null;
  }
  // Text between two rules.
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { text };
  const { title } = data as { title?: unknown };
  const rest = text.slice(match[0].length);
  return typeof title === 'string' ? { text: rest, title: title.replace(/\s+/g, ' ').trim() } : { text: rest };
}

interface Heading {
  title: string;
  level: number;
  start: number;
  end: number;
}

const HASHES = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*(?:\n|$)/m;
const UNDERLINED = /(?:^|\n[ \t]*\n) {0,3}(?![ \t#>*+-]|\d+[.)][ \t])(.+)\n {0,3}(=+|--+)[ \t]*(?:\n|$)/;

function firstHeading(text: string): Heading | undefined {
  const seen = withoutCode(text);
  const hashes = HASHES.exec(seen);
  const underlined = UNDERLINED.exec(seen);
  if (underlined && !(hashes && hashes.index < underlined.index)) {
    const start = underlined.index + underlined[0].search(/\S/);
    const level = underlined[2]!.startsWith('=') ? 1 : 2;
    return { title: plain(underlined[1]!), level, start, end: underlined.index + underlined[0].length };
  }
  if (!hashes) return undefined;
  const { index, 0: line, 1: marks, 2: title } = hashes;
  return { title: plain(title!), level: marks!.length, start: index, end: index + line.length };
}

/** Fenced code blanked out, so that a `# comment` in a shell example is no heading; every other character keeps its place. */
function withoutCode(text: string): string {
  return text.replace(/^ {0,3}(```|~~~)[\s\S]*?(?:^ {0,3}\1[^\n]*$|(?![\s\S]))/gm, (code) =>
    code.replace(/[^\n]/g, ' '),
  );
}

function plain(markdown: string): string {
  return plainText(parseMarkdown(`# ${markdown.replace(/!(?=\[)/g, '')}`)).trim();
}

function nameOf(file: File): string {
  const name = file.name
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return name === '' ? file.name : name[0]!.toUpperCase() + name.slice(1);
}
