/** Templates that fit what was typed, best first: in the shortcut, the title or the text, both folded. */
import { fold } from '#protocol/fold';
import type { Template } from '#protocol/template';

const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;

/** Every word must be found somewhere; what is typed in order with gaps (`rfnd` for refund) is found in shortcuts and titles. */
export function findTemplates(templates: readonly Template[], query: string): Template[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return templates.toSorted(byTitle);
  return templates
    .map((template) => ({ template, score: scoreOf(template, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byTitle(a.template, b.template))
    .map(({ template }) => template);
}

function scoreOf(template: Template, words: readonly string[]): number {
  const shortcut = fold(template.shortcut);
  const title = fold(template.title);
  const body = fold(template.body);
  let score = 0;
  for (const word of words) {
    const found = scoreOfWord(word, shortcut, title, body);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

function scoreOfWord(word: string, shortcut: string, title: string, body: string): number {
  if (shortcut === word) return 100;
  if (shortcut.startsWith(word)) return 80;
  if (beginsWord(title, word)) return 60;
  if (shortcut.includes(word)) return 50;
  if (title.includes(word)) return 40;
  if (beginsWord(body, word)) return 30;
  if (body.includes(word)) return 20;
  return [shortcut, ...title.split(BETWEEN_WORDS)].some((one) => inOrder(one, word)) ? 10 : 0;
}

function beginsWord(text: string, word: string): boolean {
  return text.startsWith(word) || text.split(BETWEEN_WORDS).some((one) => one.startsWith(word));
}

/** The first letter is never left out. */
function inOrder(word: string, letters: string): boolean {
  if (letters.length < 2 || word[0] !== letters[0]) return false;
  let at = -1;
  for (const letter of letters) {
    at = word.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** One's own first where two have the same title. */
function byTitle(a: Template, b: Template): number {
  return a.title.localeCompare(b.title) || a.scope.localeCompare(b.scope) || a.shortcut.localeCompare(b.shortcut);
}
