/** The words of the articles the AI answers from. They come with their pages. */
import { translator } from '@solid-primitives/i18n';
import { formatNumber, plural } from '../plural.ts';
import { english } from '../words.ts';

const knowledgeWords = {
  'knowledge.title': 'Knowledge',
  'knowledge.count': (count: number) => plural(count, { one: 'article', other: 'articles' }),
  'knowledge.count.of': (count: number, max: number) =>
    `${formatNumber(count)} of at most ${formatNumber(max)} articles`,
  'knowledge.new': 'New article',
  'knowledge.import': 'Import',
  'knowledge.search': 'Search articles',
  'knowledge.search.clear': 'Clear the search',
  'knowledge.found': (count: number, q: string) =>
    `${plural(count, { one: 'article', other: 'articles' })} with “${q}”`,
  'knowledge.untouched': 'Empty',
  'knowledge.empty.title': 'The AI knows nothing yet',
  'knowledge.empty.text':
    'It answers from these articles and names the one it used. Begin with what visitors ask most: prices, delivery, opening hours.',
  'knowledge.empty.reader': 'No articles yet. Supervisors and admins write them.',
  'knowledge.nothing.title': (q: string) => `Nothing found for “${q}”`,
  'knowledge.nothing.text': 'The AI would say that it doesn’t know. An article about it changes that.',
  'knowledge.nothing.write': 'Write that article',

  'try.title': 'Try a question',
  'try.text': 'Ask as a visitor would, and see what the AI answers.',
  'try.label': 'Question',
  'try.placeholder': 'How long does delivery take?',
  'try.submit': 'Ask',
  'try.offers-person': 'It doesn’t know, and offers the visitor a person. An article about this would help.',

  'article.new': 'New article',
  'article.title': 'Title',
  'article.title.placeholder': 'What is it about?',
  'article.body': 'Text',
  'article.body.placeholder': 'Write in Markdown: **bold**, *italics*, [links](https://…), lists with -',
  'article.write': 'Write',
  'article.preview': 'Preview',
  'article.preview.empty': 'What you write shows here as visitors will see it.',
  'article.left': (count: number) => `${formatNumber(count)} characters left`,
  'article.over': (count: number) => `${formatNumber(count)} characters too many`,
  'article.bold': 'Bold',
  'article.italics': 'Italics',
  'article.link': 'Link',
  'article.list': 'List',
  'article.save': 'Save',
  'article.saved': 'Saved. The AI answers from it from now on.',
  'article.changed': 'Changed',
  'article.conflict.title': 'Somebody else changed this article meanwhile',
  'article.conflict.text': 'What you wrote isn’t saved. This is what stands there now:',
  'article.conflict.take': 'Use theirs',
  'article.conflict.keep': 'Save mine over it',
  'article.delete': 'Delete article',
  'article.delete.title': (title: string) => `Delete “${title}”?`,
  'article.delete.text': 'The AI stops answering from it at once. Nobody can undo this.',
  'article.deleted': (title: string) => `“${title}” was deleted.`,
  'article.unknown.title': 'This article is gone',
  'article.unknown.text': 'Somebody deleted it, or the address is mistyped.',
  'article.back': 'All articles',
  'article.no-permission.title': 'Supervisors and admins write articles',
  'article.no-permission.text': 'You can read all of them. Ask an admin if you should write them too.',

  'import.title': 'Import Markdown files',
  'import.text':
    'Each file becomes an article, or replaces the one that has its title: the first heading, or else the name of the file.',
  'import.choose': 'Choose files',
  'import.drop': 'Drop .md files here, or',
  'import.reading': 'Reading…',
  'import.ready': 'Ready',
  'import.replaces': 'Replaces the article of this title',
  'import.full': (count: number) =>
    `${plural(count, { one: 'article', other: 'articles' })} more than fit: a site has at most 1,000.`,
  'import.sending': 'Importing…',
  'import.sent': 'Imported',
  'import.problem.type': 'Not a Markdown file',
  'import.problem.encoding': 'Not saved as UTF-8, so its letters can’t be told for certain. Save it as UTF-8.',
  'import.problem.front-matter': 'What stands between --- and --- isn’t valid YAML',
  'import.problem.twice': 'Another chosen file has the same title',
  'import.problem.empty': 'There is no text in it',
  'import.problem.too-long': 'Longer than 100,000 characters. Split it.',
  'import.problem.unreadable': 'The browser couldn’t read it',
  'import.submit': (count: number) => `Import ${plural(count, { one: 'article', other: 'articles' })}`,
  'import.done': (count: number) => `${plural(count, { one: 'article', other: 'articles' })} imported.`,
  'import.retry': 'Try the failed ones again',
  'import.close': 'Done',
  'import.list': 'Chosen files',
} as const;

const words = { ...english, ...knowledgeWords };

export const t = translator(() => words);
