/** A Markdown file as an article: the title from its first heading, or from its name where it has none. */
import { type ArticleBody, articleBodySchema } from '#protocol/article';

export type FileProblem = 'type' | 'empty' | 'too-long';

/** Reads one file. A byte order mark and front matter (`--- … ---`, with its `title:`) are understood and dropped. */
export async function readMarkdownFile(file: File): Promise<{ body: ArticleBody } | { problem: FileProblem }> {
  if (!/\.(md|markdown|mdown|txt)$/i.test(file.name)) return { problem: 'type' };
  const { text, title } = withoutFrontMatter((await file.text()).replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));
  const heading = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(withoutCode(text));
  const body =
    heading?.index !== undefined && heading[0].trimStart().startsWith('# ') ? dropLine(text, heading[0]) : text;
  if (body.trim() === '') return { problem: 'empty' };
  const named = title ?? (heading?.[1] && plain(heading[1])) ?? '';
  const parsed = articleBodySchema.safeParse({ title: (named || nameOf(file)).slice(0, 200), body: body.trim() });
  return parsed.success ? { body: parsed.data } : { problem: 'too-long' };
}

function withoutFrontMatter(text: string): { text: string; title?: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (match === null) return { text };
  const title = /^title:[ \t]*["']?(.+?)["']?[ \t]*$/m.exec(match[1] ?? '')?.[1];
  const rest = text.slice(match[0].length);
  return title === undefined ? { text: rest } : { text: rest, title };
}

/** Fenced code blanked out, so a `# comment` in a shell example is no heading. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, ' '));
}

/** The first heading becomes the title; said twice it would read like a stutter. */
function dropLine(text: string, line: string): string {
  return text.replace(`${line}\n`, '').replace(line, '');
}

function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '')
    .trim();
}

function nameOf(file: File): string {
  const name = file.name
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return name === '' ? file.name : name[0]?.toUpperCase() + name.slice(1);
}
