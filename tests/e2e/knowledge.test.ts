/** A2: the site's knowledge, written, found, brought along and taken away in the dashboard; what the AI says follows at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let visitor: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site({}, []));
});
afterAll(() => world.close());

test('A2 an article is written with its preview beside it, and the AI answers from it at once', async () => {
  visitor = await world.visitor(site);
  await visitor.opens();
  const { page, context } = await world.person({ email: OWNER.email });
  await visitor.writes('How long does a full service take?');
  await visitor.sees(/couldn’t find an answer to that/);

  await page.goto(`${world.origin}/sites/${site}/knowledge`);
  await page.getByText('The AI knows nothing yet').waitFor();
  await page.getByRole('link', { name: 'New article' }).first().click();
  await page.getByTestId('article.save').waitFor();
  await page.getByLabel('Title').fill('Service in the workshop');
  const text = page.getByLabel('Text', { exact: true });
  await text.fill(
    'A **full service** takes three working days and costs 119 euros.\n\n- brakes\n- gears\n\n<b>Not markup</b>',
  );
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('listitem').filter({ hasText: 'gears' }).waitFor();
  expect(await preview.locator('b').allInnerTexts()).toEqual(['full service']);
  await preview.getByText('<b>Not markup</b>').waitFor();
  await picture(page, 'knowledge-edit');
  await page.getByTestId('article.save').click();
  await page.getByText('Saved. The AI answers from it from now on.').waitFor();

  await visitor.writes('How long does a full service take?');
  await visitor.sees(/takes three working days/);
  await visitor.widget.getByText('Service in the workshop').waitFor();

  // Changed, and the next answer is another one.
  await text.fill('A full service takes five working days in spring and costs 119 euros.');
  await page.getByTestId('article.save').click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await visitor.writes('How long does a full service take?');
  await visitor.sees(/takes five working days/);

  // Half-done work isn't lost by a click.
  await text.fill('A full serv');
  await page.getByRole('link', { name: 'All articles' }).click();
  await page
    .getByRole('alertdialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  expect(await text.inputValue()).toBe('A full serv');
  await context.close();
});

test('A2 Markdown files are imported, each an article, and what is no Markdown is told', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/knowledge`);
  await page.getByTestId('knowledge.import').click();
  const dialog = page.getByTestId('import');
  const file = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await dialog
    .getByTestId('import.files')
    .setInputFiles([
      file(
        'returns.md',
        '# Returns and refunds\n\nYou may send a bike back within 30 days. We pay the refund in a week.',
      ),
      file('čiščenje-verige.md', 'Verigo očistite po vsaki vožnji v dežju in jo namažite s suhim oljem.'),
      file('photo.png', 'PNG'),
      file('empty.md', '# Only a title'),
    ]);
  await dialog.getByText('Returns and refunds').waitFor();
  await dialog.getByText('Čiščenje verige').waitFor();
  await dialog.getByText('Not a Markdown file').waitFor();
  await dialog.getByText('There is no text in it').waitFor();
  await picture(page, 'knowledge-import');
  await dialog.getByRole('button', { name: 'Import 2 articles' }).click();
  await page.getByText('2 articles imported.').waitFor();
  await dialog.getByText('Imported', { exact: true }).first().waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: /Returns and refunds/ }).waitFor();
  await page.getByText('3 articles', { exact: true }).waitFor();
  await visitor.writes('Within how many days may I send a bike back?');
  await visitor.sees(/within 30 days/);
  await context.close();
});

test('A2 a corrected file replaces the article of its title, and a file that can’t be read for certain is refused', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/knowledge`);
  await page.getByTestId('knowledge.import').click();
  const dialog = page.getByTestId('import');
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/markdown', buffer });
  const text =
    '# Returns and refunds\n\nYou may send a bike back within 40 days.\n\n## Returns from abroad\n\nAsk us first.';
  await dialog
    .getByTestId('import.files')
    .setInputFiles([
      file('returns.md', Buffer.from(text)),
      file('odprto.md', Buffer.from('# Odpiralni \xe8as\n\nOd devetih.', 'latin1')),
      file('front.md', Buffer.from('---\ntitle: "Half\n---\n\nText')),
    ]);
  await dialog.getByText('Replaces the article of this title').waitFor();
  await dialog.getByText(/Not saved as UTF-8/).waitFor();
  await dialog.getByText(/isn’t valid YAML/).waitFor();
  await picture(page, 'knowledge-import-again');
  await dialog.getByRole('button', { name: 'Import 1 article' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('3 articles', { exact: true }).waitFor();
  await page.getByRole('link', { name: /Returns and refunds/ }).click();
  await expect
    .poll(() => page.getByLabel('Text', { exact: true }).inputValue(), PATIENCE)
    .toBe('You may send a bike back within 40 days.\n\n## Returns from abroad\n\nAsk us first.');
  await context.close();
});

test('A2 who saves second sees what the first one saved, and chooses', async () => {
  const olga = await world.person({ email: OWNER.email });
  const maja = await world.person({ email: OWNER.email });
  for (const { page } of [olga, maja]) {
    await page.goto(`${world.origin}/sites/${site}/knowledge`);
    await page.getByRole('link', { name: /Returns and refunds/ }).click();
    await page.getByTestId('article.save').waitFor();
  }
  const text = ({ page }: typeof olga) => page.getByLabel('Text', { exact: true });
  await text(maja).fill('Maja: within 50 days.');
  await text(olga).fill('Olga: within 60 days.');
  await maja.page.getByTestId('article.save').click();
  await maja.page.getByText('Saved', { exact: true }).waitFor();
  await olga.page.getByTestId('article.save').click();
  const conflict = olga.page.getByTestId('article.conflict');
  await conflict.getByText('Maja: within 50 days.').waitFor();
  expect(await text(olga).inputValue()).toBe('Olga: within 60 days.');
  await picture(olga.page, 'knowledge-conflict');
  await conflict.getByTestId('article.keep').click();
  await conflict.waitFor({ state: 'detached' });
  await olga.page.getByText('Saved', { exact: true }).waitFor();

  await text(maja).fill('Maja: within 70 days.');
  await maja.page.getByTestId('article.save').click();
  await maja.page.getByTestId('article.conflict').getByText('Olga: within 60 days.').waitFor();
  await maja.page.getByTestId('article.take').click();
  await expect.poll(() => text(maja).inputValue(), PATIENCE).toBe('Olga: within 60 days.');
  await text(maja).fill('You may send a bike back within 30 days.');
  await maja.page.getByTestId('article.save').click();
  await maja.page.getByText('Saved', { exact: true }).waitFor();
  await olga.context.close();
  await maja.context.close();
});

test('A2 articles are found without their accents, and the address holds the search', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/knowledge`);
  const articles = page
    .getByRole('main')
    .getByRole('link')
    .filter({ hasText: /Čiščenje|Returns|Service in/ });
  await expect.poll(() => articles.count(), PATIENCE).toBe(3);
  await page.getByLabel('Search articles').fill('ciscenje verige');
  await expect.poll(() => articles.count(), PATIENCE).toBe(1);
  await articles.filter({ hasText: 'Čiščenje verige' }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('ciscenje verige');
  await page.reload();
  await expect.poll(() => articles.count(), PATIENCE).toBe(1);
  await page.getByLabel('Search articles').fill('kayak');
  await page.getByText('Nothing found for “kayak”').waitFor();
  await picture(page, 'knowledge-nothing');
  await page.getByRole('link', { name: 'Write that article' }).click();
  await expect.poll(() => page.getByLabel('Title').inputValue(), PATIENCE).toBe('kayak');
  await context.close();
});

test('A2 a deleted article is gone from the answers too', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/knowledge`);
  await page.getByRole('link', { name: /Returns and refunds/ }).click();
  await page.waitForURL(/\/knowledge\/art_/);
  const address = page.url();
  await page.getByTestId('article.delete').click();
  await page.getByRole('alertdialog', { name: 'Delete “Returns and refunds”?' }).getByTestId('confirm').click();
  await page.getByText('“Returns and refunds” was deleted.').waitFor();
  await page.getByRole('link', { name: /Service in the workshop/ }).waitFor();
  await page.getByRole('link', { name: /Returns and refunds/ }).waitFor({ state: 'detached' });
  await page.goto(address);
  await page.getByText('This article is gone').waitFor();
  const before = await visitor.widget.getByText(/couldn’t find an answer to that/).count();
  await visitor.writes('Within how many days may I send a bike back?');
  await expect
    .poll(() => visitor.widget.getByText(/couldn’t find an answer to that/).count(), PATIENCE)
    .toBe(before + 1);
  await context.close();
});

test('A2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});
