/** D5: templates are written, found by `/`, filled on insert and sent as they stand; a file takes them out and brings them in. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFrames, updatesIn } from './support/frames.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let luka: string;
let monitor: Page;
let nora: Visitor;
let heard: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  luka = await world.member('Luka Vidmar', { [site]: 'agent' });
});
afterAll(() => world.close());

const page = () => `${world.origin}/sites/${site}/templates`;
const composer = () => monitor.getByTestId('composer.text');
const picker = () => monitor.getByTestId('template.picker');
const options = () => picker().getByTestId('template.option');
const chosen = () => picker().locator('[aria-selected="true"]').innerText();

test('D5 a supervisor writes templates for everybody, with a preview of what the visitor gets', async () => {
  const { page: settings, context } = await world.person({ email: OWNER.email });
  await settings.goto(page());
  await settings.getByText('No templates yet').waitFor();
  await picture(settings, 'd5-empty');
  await settings.getByTestId('templates.new').click();
  const dialog = settings.getByTestId('template');
  await dialog.getByLabel('Title').fill('Hello');
  await dialog.getByLabel('Shortcut').fill('/Hello');
  const text = dialog.getByTestId('template.body');
  await text.fill('Hi {{visitor.firstName|there}}, this is ');
  await text.press('End');
  await dialog.getByTestId('placeholder.menu').click();
  await settings.getByRole('menuitem', { name: 'Your agent name' }).click();
  await settings.keyboard.type(' of {{site.name}}.');
  await settings.keyboard.press('Enter');
  await settings.keyboard.press('Enter');
  await settings.keyboard.type('1 < 2 > 0 & <b>so on</b>: how can I help?');
  const preview = dialog.getByTestId('template.preview');
  await expect
    .poll(() => preview.innerText())
    .toBe('Hi Zofia, this is Maja of Kolovrat.\n\n1 < 2 > 0 & <b>so on</b>: how can I help?');
  await dialog.getByLabel('For a visitor without a name').check();
  await expect.poll(() => preview.innerText()).toContain('Hi there, this is Maja');
  await picture(settings, 'd5-dialog');

  // What nobody knows is named, and not saved.
  const whole = await text.inputValue();
  await text.fill(`${whole} {{visitor.city}}`);
  await dialog.getByTestId('template.save').click();
  await dialog.getByText('There is no placeholder {{visitor.city}}.').waitFor();
  await text.fill(whole);
  await dialog.getByTestId('template.save').click();
  await settings.getByText('“Hello” is saved.').waitFor();
  await settings.getByTestId('template.open').filter({ hasText: '/hello' }).getByText('Everybody').waitFor();

  // A shortcut is given once.
  await settings.getByTestId('templates.new').click();
  await dialog.getByLabel('Title').fill('Another');
  await dialog.getByLabel('Shortcut').fill('hello');
  await text.fill('Hello again');
  await dialog.getByTestId('template.save').click();
  await dialog.getByText('Another template has this shortcut.').waitFor();
  await settings.keyboard.press('Escape');
  await settings.getByRole('alertdialog', { name: 'Leave without saving?' }).getByTestId('confirm').click();
  await dialog.waitFor({ state: 'detached' });
  await context.close();
});

test('D5 a file brings templates in, after it has shown what it would do', async () => {
  const { page: settings, context } = await world.person({ email: OWNER.email });
  await settings.goto(page());
  await settings.getByTestId('template.open').waitFor();
  await settings.getByTestId('templates.import').click();
  const dialog = settings.getByTestId('template-import');
  const lines = [
    'Title;Shortcut;Body;Scope',
    'Opening hours;hours;"We open at nine,',
    'and close at six.";site',
    'Naslov;naslov;Pišite nam na ulico Kolesarjev 3.;site',
    'Where are you;where;You are on {{page.title}}, {{visitor.name}}.;site',
    'Bad;bad;Your IBAN is {{visitor.iban}};site',
    'Twice;hours;Again;site',
    'No text;none;;site',
  ];
  const buffer = Buffer.from(`\ufeff${lines.join('\r\n')}`);
  await dialog.getByTestId('template-import.file').setInputFiles({ name: 'texts.csv', mimeType: 'text/csv', buffer });
  await dialog.getByText('3 new, 0 replaced, 3 left out').waitFor();
  await dialog.getByText('There is no placeholder {{visitor.iban}}').waitFor();
  await dialog.getByText('An earlier row has the same shortcut').waitFor();
  await picture(settings, 'd5-import');
  await dialog.getByTestId('template-import.send').click();
  await settings.getByText('3 templates imported.').waitFor();
  await expect.poll(() => settings.getByTestId('template.open').count(), PATIENCE).toBe(4);

  // Taken out, they are the same.
  const waiting = settings.waitForEvent('download');
  await settings.getByTestId('templates.export').click();
  const exported = readFileSync(await (await waiting).path(), 'utf8');
  expect(exported.startsWith('\ufefftitle,shortcut,body,scope\r\n')).toBe(true);
  expect(exported).toContain('Opening hours,hours,"We open at nine,\nand close at six.",site\r\n');
  await settings.getByTestId('templates.import').click();
  await dialog
    .getByTestId('template-import.file')
    .setInputFiles({ name: 'templates.csv', mimeType: 'text/csv', buffer: Buffer.from(exported) });
  await dialog.getByText('0 new, 0 replaced, 4 left out').waitFor();
  expect(await dialog.getByTestId('template-import.send').count()).toBe(0);
  await settings.keyboard.press('Escape');

  await settings.getByLabel('Search templates').fill('pisite');
  await expect.poll(() => settings.getByTestId('template.open').count()).toBe(1);
  await settings.getByTestId('template.open').filter({ hasText: 'Naslov' }).waitFor();
  await context.close();
});

test('D5 an agent keeps their own, which nobody else sees, and only reads everybody’s', async () => {
  const { page: settings, context } = await world.person({ email: luka });
  await settings.goto(page());
  await settings.getByTestId('templates.new').click();
  const dialog = settings.getByTestId('template');
  expect(await dialog.getByText('Who can use it').count()).toBe(0);
  await dialog.getByLabel('Title').fill('My thanks');
  await dialog.getByLabel('Shortcut').fill('thanks');
  await dialog.getByTestId('template.body').fill('Thank you, {{visitor.firstName|dear customer}}!');
  await dialog.getByTestId('template.save').click();
  await settings.getByTestId('template.open').filter({ hasText: 'My thanks' }).getByText('Only you').waitFor();
  await settings.getByTestId('template.open').filter({ hasText: 'Opening hours' }).click();
  await dialog.getByText('Supervisors and admins change the templates that everybody uses.').waitFor();
  expect(await dialog.getByTestId('template.save').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await context.close();
  const seen = (await world.api('GET', `/api/sites/${site}/templates`)) as { title: string }[];
  expect(seen.map(({ title }) => title)).not.toContain('My thanks');
});

test('D5 / opens the picker; arrows, Enter and Escape work, and the focus stays in the composer', async () => {
  monitor = await world.agent(luka, site);
  nora = await world.visitor(site, {
    path: '/bikes/bora-40',
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await nora.opens();
  await nora.writes('Hej! Har ni öppet idag?');
  await monitor.getByTestId('visit.open').click();
  await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  await nora.sees('Live agent');
  await composer().click();
  await picture(monitor, 'd5-composer');
  await composer().press('/');
  await expect.poll(() => options().count(), PATIENCE).toBe(5);
  const first = await chosen();
  await picture(monitor, 'd5-picker');
  await composer().press('ArrowDown');
  expect(await chosen()).not.toBe(first);
  await composer().press('ArrowUp');
  await composer().press('ArrowUp');
  expect(await chosen()).toContain('/where');
  expect(await composer().getAttribute('aria-activedescendant')).toBe(await options().last().getAttribute('id'));
  await composer().press('Escape');
  await picker().waitFor({ state: 'detached' });
  expect(await composer().inputValue()).toBe('/');
  expect(await composer().evaluate((area) => area === document.activeElement)).toBe(true);
  // Put away, it stays away; a slash within a word, an address or between blanks asks for nothing.
  await composer().pressSequentially('he');
  expect(await picker().count()).toBe(0);
  for (const text of ['1/2 ', 'https://kolovrat.example/hours', 'and / or']) {
    await composer().fill('');
    await composer().pressSequentially(text);
    expect([text, await picker().count()]).toEqual([text, 0]);
  }
  expect(agentTexts()).toEqual([]);
});

test('D5 what is found is put at the cursor, filled, and typing goes on around it; undo takes it back', async () => {
  await composer().fill('Good morning!\n\n\n— the team');
  await composer().press('Control+Home');
  for (const _ of [1, 2]) await composer().press('ArrowDown');
  await composer().pressSequentially('/hlo');
  await expect.poll(() => options().count()).toBe(1);
  await composer().press('Enter');
  const hello = 'Hi there, this is Luka of Kolovrat.\n\n1 < 2 > 0 & <b>so on</b>: how can I help?';
  expect(await composer().inputValue()).toBe(`Good morning!\n\n${hello}\n— the team`);
  expect(agentTexts()).toEqual([]);
  await composer().press('Control+z');
  expect(await composer().inputValue()).toBe('Good morning!\n\n/hlo\n— the team');
  await composer().press('Control+y');
  await expect.poll(() => composer().inputValue()).toBe(`Good morning!\n\n${hello}\n— the team`);
  // A second one in the same message, chosen by Tab, and a line of one's own.
  await composer().press('Control+End');
  await composer().press('Shift+Enter');
  await composer().pressSequentially('/hours');
  await expect.poll(() => options().count()).toBe(1);
  await composer().press('Tab');
  const both = `Good morning!\n\n${hello}\n— the team\nWe open at nine,\nand close at six.`;
  expect(await composer().inputValue()).toBe(both);
  await composer().press('Enter');
  await expect.poll(agentTexts).toEqual([both]);
  await expect.poll(() => nora.widget.locator('.bubble').filter({ hasText: 'Good morning' }).innerText()).toBe(both);
  expect(await nora.widget.locator('.bubble b').count()).toBe(0);
});

test('D5 a value that isn’t known is asked for, and nobody gets the raw braces', async () => {
  await composer().pressSequentially('Look: /where');
  await options().first().waitFor();
  await composer().press('Enter');
  const value = await composer().inputValue();
  expect(value).toMatch(/^Look: You are on Bora 40.*, \{\{visitor\.name\}\}\.$/);
  await monitor.getByTestId('composer.unfilled').getByText('Fill in {{visitor.name}}').waitFor();
  expect(await monitor.getByTestId('entry.post').isDisabled()).toBe(true);
  await picture(monitor, 'd5-unfilled');
  // Enter sends nothing and goes to what is missing, from wherever the cursor is.
  await composer().press('Control+Home');
  await composer().press('Enter');
  expect(
    await composer().evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
  ).toBe('{{visitor.name}}');
  expect(agentTexts()).toHaveLength(1);
  await monitor.keyboard.type('Nora');
  await composer().press('Enter');
  await expect.poll(() => agentTexts().at(-1)).toBe(value.replace('{{visitor.name}}', 'Nora'));
});

test('D5 the button asks for a template too, and leaves nothing behind', async () => {
  await composer().fill('Tack!');
  await monitor.getByTestId('template.pick').click();
  await options().first().waitFor();
  expect(await composer().inputValue()).toBe('Tack! /');
  await monitor.getByTestId('template.pick').click();
  await picker().waitFor({ state: 'detached' });
  expect(await composer().inputValue()).toBe('Tack! ');
  await monitor.getByTestId('template.pick').click();
  await options().filter({ hasText: 'My thanks' }).click();
  expect(await composer().inputValue()).toBe('Tack! Thank you, dear customer!');
  await composer().fill('/naslov');
  await composer().press('End');
  await composer().pressSequentially(' x');
  // Nothing fits: it is out of the way, and Enter sends what was written.
  await picker().waitFor({ state: 'detached' });
  await composer().press('Enter');
  await expect.poll(() => agentTexts().at(-1)).toBe('/naslov x');
});

test('D5 a deleted template is gone from the picker', async () => {
  const { page: settings, context } = await world.person({ email: OWNER.email });
  await settings.goto(page());
  await settings.getByTestId('template.open').filter({ hasText: 'Naslov' }).click();
  await settings.getByTestId('template.delete').click();
  await settings.getByRole('alertdialog', { name: 'Delete “Naslov”?' }).getByTestId('confirm').click();
  await settings.getByText('“Naslov” was deleted.').waitFor();
  await context.close();
  await monitor.reload();
  await composer().click();
  await composer().pressSequentially('/naslov');
  await picker().getByText('No template with “naslov”').waitFor();
  expect(world.errors).toEqual([]);
});

/** What agents wrote, as the visitor's client received it. */
function agentTexts(): string[] {
  return updatesIn(heard).flatMap(({ t, entry }) => {
    if (t !== 'entry.added') return [];
    const { from, text } = entry as { from?: string; text: string };
    return from === 'agent' ? [text] : [];
  });
}
