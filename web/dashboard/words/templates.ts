/** The words of message templates, of their page and of the picker: they come with these, and here is the `t` that knows them too. */
import { translator } from '@solid-primitives/i18n';
import type { Placeholder } from '#protocol/placeholder';
import { formatNumber, plural } from '../plural.ts';
import { english } from '../words.ts';
import { settingsWords } from './settings.ts';

const count = (n: number) => plural(n, { one: 'template', other: 'templates' });

const templateWords = {
  'templates.title': 'Templates',
  'templates.count': count,
  'templates.new': 'New template',
  'templates.import': 'Import',
  'templates.export': 'Export',
  'templates.search': 'Search templates',
  'templates.search.clear': 'Clear the search',
  'templates.found': (n: number, q: string) => `${count(n)} with “${q}”`,
  'templates.empty.title': 'No templates yet',
  'templates.empty.text':
    'A template is a text that you send often. In the composer, type / and choose it: names and other placeholders fill themselves in.',
  'templates.nothing.title': (q: string) => `No template with “${q}”`,
  'templates.nothing.text': 'Look for a word of its title or text, or for its shortcut.',
  'templates.scope.site': 'Everybody',
  'templates.scope.mine': 'Only you',

  'template.new': 'New template',
  'template.edit': 'Edit template',
  'template.read': 'Template',
  'template.name': 'Title',
  'template.name.placeholder': 'What is it for?',
  'template.shortcut': 'Shortcut',
  'template.shortcut.text': 'One word. In the composer, type / and this.',
  'template.shortcut.form': 'One word of letters, digits, - and _.',
  'template.scope': 'Who can use it',
  'template.scope.site': 'Everybody on this site',
  'template.scope.mine': 'Only you',
  'template.body': 'Text',
  'template.body.placeholder': 'Hi {{visitor.firstName|there}}, this is {{agent.name}} of {{site.name}}.',
  'template.body.hint': 'Text after | is used when the value is unknown: {{visitor.firstName|there}}.',
  'template.counter': (n: number, max: number) => `${formatNumber(n)} / ${formatNumber(max)}`,
  'template.unknown-placeholder': (name: string) => `There is no placeholder {{${name}}}. Choose one from the list.`,
  'template.insert': 'Insert placeholder',
  'template.preview': 'Preview',
  'template.preview.empty': 'What you write shows here as the visitor gets it.',
  'template.preview.nameless': 'For a visitor without a name',
  'template.preview.missing': 'You are asked to fill in what is marked before it can be sent.',
  'template.sample.name': 'Zofia Wiśniewska',
  'template.sample.page': 'Gravel bikes',
  'template.save': 'Save template',
  'template.saved': (title: string) => `“${title}” is saved.`,
  'template.read-only': 'Supervisors and admins change the templates that everybody uses.',
  'template.close': 'Close',
  'template.delete': 'Delete template',
  'template.delete.title': (title: string) => `Delete “${title}”?`,
  'template.delete.site': 'It is gone for everybody on this site. Nobody can undo this.',
  'template.delete.mine': 'Nobody can undo this.',
  'template.deleted': (title: string) => `“${title}” was deleted.`,

  'template-import.title': 'Import templates',
  'template-import.text':
    'A CSV file with the columns title, shortcut, body and scope (site or mine). A template with the same scope and shortcut is replaced.',
  'template-import.choose': 'Choose a file',
  'template-import.drop': 'Drop a .csv file here, or',
  'template-import.list': 'What the import does',
  'template-import.add': 'New',
  'template-import.change': 'Replaces the one that is there',
  'template-import.same': 'There already, unchanged',
  'template-import.line': (line: number) => `Row ${formatNumber(line)}`,
  'template-import.problem.title': 'No title, or one longer than 80 characters',
  'template-import.problem.shortcut': 'The shortcut has to be one word of at most 30 letters and digits',
  'template-import.problem.body': 'No text, or one longer than 1,000 characters',
  'template-import.problem.scope': 'The scope has to be site or mine',
  'template-import.problem.placeholder': (name: string) => `There is no placeholder {{${name}}}`,
  'template-import.problem.twice': 'An earlier row has the same shortcut',
  'template-import.problem.role': 'Supervisors and admins write the templates that everybody uses',
  'template-import.problem.cells':
    'It has more cells than there are columns. A text with commas needs quotation marks.',
  'template-import.problem.quotes': 'A quotation mark has no second one',
  'template-import.file.encoding':
    'The file isn’t saved as UTF-8, so its letters can’t be told for certain. In a spreadsheet, choose “CSV UTF-8”.',
  'template-import.file.type': 'This is not a CSV file.',
  'template-import.file.columns': 'The first row has to name the columns title, shortcut and body.',
  'template-import.file.empty': 'There are no templates in this file.',
  'template-import.file.too-many': 'A file holds at most 500 templates. Split it.',
  'template-import.summary': (added: number, changed: number, refused: number) =>
    `${formatNumber(added)} new, ${formatNumber(changed)} replaced, ${formatNumber(refused)} left out`,
  'template-import.submit': (n: number) => `Import ${count(n)}`,
  'template-import.done': (n: number) => `${count(n)} imported.`,

  'placeholder.visitor.name': 'Visitor’s name',
  'placeholder.visitor.firstName': 'Visitor’s first name',
  'placeholder.agent.name': 'Your agent name',
  'placeholder.site.name': 'Name of the site',
  'placeholder.page.title': 'Title of the page they are on',

  'picker.label': 'Templates',
  'picker.preview': 'Preview',
  'picker.nothing': (q: string) => `No template with “${q}”`,
  'picker.empty': 'No templates yet.',
  'picker.failed': 'The templates couldn’t be loaded.',
  'picker.retry': 'Try again',
  'picker.manage': 'All templates',
  'picker.choose': 'choose',
  'picker.insert': 'insert',
  'picker.close': 'close',
} as const;

/** Every placeholder has its words. */
templateWords satisfies Record<`placeholder.${Placeholder}`, string>;

const words = { ...english, ...settingsWords, ...templateWords };

export const t = translator(() => words);
