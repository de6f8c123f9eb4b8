/**
 * The visitor's side of the desk: a place in line that moves, an honest word about how long it takes, colleagues who take over or join
 * (D6, D7, P5), the end that is the visitor's (D8), a chat that is switched off (D9), and what is seen of a message before it is sent.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OfferKind } from '../../src/protocol/desk.ts';
import { overflow, violations } from './support/axe.ts';
import { CrowdAgent, CrowdVisitor } from './support/crowd.ts';
import { OWNER, openWorld, type PersonOptions, picture, type Visitor, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('A3 who waits behind another sees the place change, how long it takes, and goes back to the AI by keyboard', async () => {
  const { site, maja } = await desk('Ana');
  const first = await CrowdVisitor.arrives(world, site);
  await first.wantsPerson();
  const zofia = await waits(site, { phone: true });
  await zofia.widget.getByRole('heading', { name: 'You are 2nd in line' }).waitFor();
  // Nobody has been taken yet, so nothing is known about the time.
  expect(await zofia.widget.getByText(/usual|About/).count()).toBe(0);
  const third = await CrowdVisitor.arrives(world, site);
  await third.wantsPerson();
  expect((await third.line.hears('wait.changed')).wait.place).toBe(3);
  await looks(zofia, 'phone');
  expect(await overflow(zofia.widget)).toEqual([]);

  await first.ends();
  const card = () => zofia.widget.locator('.waiting-card');
  await card().getByRole('heading', { name: 'You are next' }).waitFor();
  expect((await third.line.hears('wait.changed', ({ wait }) => wait.place === 2)).wait.toMs).toBeNull();
  // A live region reads what changed in it, whole.
  expect(await card().getByRole('status').innerText()).toContain('You are next');

  // Three who were taken at once: whoever waits now waits longer than any of them.
  for (let i = 0; i < 3; i++) {
    const quick = await CrowdVisitor.arrives(world, site);
    await quick.wantsPerson();
    await maja.command({ t: 'conversation.take-over', conversation: await quick.conversation() });
    await quick.ends();
  }
  await zofia.reloads();
  await zofia.page.touchscreen.tap(390 - 48, 844 - 48);
  await card().getByText('It takes longer than usual').waitFor();
  await looks(zofia, 'longer');

  const back = card().getByRole('button', { name: 'Back to AI' });
  await back.focus();
  await zofia.page.keyboard.press('Enter');
  await zofia.sees('You went back to Vela');
  await card().waitFor({ state: 'detached' });
  await zofia.sees('AI assistant');
  await third.line.hears('wait.changed', ({ wait }) => wait.place === 1);
  third.leaves();
  await zofia.context.close();
});

test('D6 D7 P5 the visitor is told who has them: taken, joined by a colleague, handed over, and left to find another', async () => {
  const { site, maja, giulia, giuliaId } = await desk('Giulia');
  const nadia = await waits(site);
  const conversation = await whoWaits(maja);
  await maja.command({ t: 'conversation.take-over', conversation });
  await named(nadia, 'Maja');
  await nadia.sees('Maja joined');
  await nadia.widget.getByPlaceholder('Write to Maja').waitFor();

  await maja.command({ t: 'conference.invite', conversation, agent: giuliaId });
  await accepts(giulia, 'conference', conversation);
  await named(nadia, 'Maja, Giulia');
  await nadia.sees('Giulia joined');
  await giulia.command({ t: 'entry.post', conversation, text: 'Hello, Giulia from the workshop here.' });
  await nadia.sees('Hello, Giulia from the workshop here.');
  await looks(nadia, 'conference');
  await giulia.command({ t: 'conference.leave', conversation });
  await nadia.sees('Giulia left');
  await named(nadia, 'Maja');

  const wrapUp = { reason: null, note: '' };
  await maja.command({ t: 'conversation.transfer', conversation, to: { agent: giuliaId }, wrapUp });
  await accepts(giulia, 'transfer', conversation);
  await nadia.sees('Giulia takes over');
  await named(nadia, 'Giulia');

  await giulia.command({ t: 'conversation.assign', conversation, agent: null });
  await nadia.sees('Finding somebody else for you');
  await nadia.widget.getByRole('heading', { name: 'You are next' }).waitFor();
  await looks(nadia, 'again');

  await nadia.widget.getByRole('button', { name: 'End chat' }).click();
  await nadia.widget.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await nadia.sees('You ended the chat');
  expect(await nadia.widget.locator('.waiting-card').count()).toBe(0);
  await nadia.context.close();
});

test('D9 a chat that is switched off says so, offers no composer, and can still be read', async () => {
  const { site, maja } = await desk('Luka');
  const petra = await waits(site);
  const conversation = await whoWaits(maja);
  await maja.command({ t: 'conversation.take-over', conversation });
  await maja.command({ t: 'entry.post', conversation, text: 'Good morning, Maja here.' });
  await petra.sees('Good morning, Maja here.');
  await world.api('PATCH', `/api/sites/${site}`, { chatOn: false });
  await petra.sees('The chat is closed at the moment.');
  await petra.sees('Good morning, Maja here.');
  expect(await petra.widget.getByRole('textbox').count()).toBe(0);
  expect(await names(petra)).toEqual(['Close chat']);
  await looks(petra, 'off');

  const late = await world.visitor(site);
  await late.page.mouse.click(1440 - 48, 900 - 48);
  await late.sees('The chat is closed at the moment.');
  expect(await names(late)).toEqual(['Close chat']);
  await looks(late, 'off-before');
  await petra.context.close();
  await late.context.close();
});

test('D4 what is typed is seen before it is sent where the site has it so, and the widget says so', async () => {
  const { site, maja } = await desk('Ben');
  const ivan = await waits(site);
  const conversation = await whoWaits(maja);
  await maja.command({ t: 'conversation.take-over', conversation });
  await maja.line.send({ t: 'conversation.view', conversation });
  await maja.line.hears('conversation.viewed');
  await named(ivan, 'Maja');
  const notice = ivan.widget.getByText('What you type is seen before you send it.');
  await ivan.composer.pressSequentially('Do you');
  const plain = await maja.line.hears('typing.changed', ({ on }) => on);
  expect(plain).not.toHaveProperty('text');
  expect(await notice.count()).toBe(0);

  await world.api('PATCH', `/api/sites/${site}`, { typingPreview: true });
  await notice.waitFor();
  await ivan.composer.pressSequentially(' have it in red?', { delay: 20 });
  await maja.line.hears('typing.changed', ({ text }) => text === 'Do you have it in red?');
  await looks(ivan, 'preview');
  await ivan.composer.press('Enter');
  await maja.line.hears(
    'entry.added',
    ({ entry }) => entry.kind === 'message' && entry.text === 'Do you have it in red?',
  );
  await ivan.context.close();
});

test('A3 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** A site with two agents at its desk, who take what waits when they like. */
async function desk(colleague: string) {
  const { id: site } = await world.site();
  const email = await world.member(colleague, { [site]: 'agent' });
  const [queue] = (await world.api('GET', `/api/sites/${site}/queues`)) as { id: string }[];
  await world.api('PATCH', `/api/sites/${site}/queues/${queue!.id}`, { mode: 'pick' });
  const maja = await CrowdAgent.arrives(world, site, OWNER.email);
  const giulia = await CrowdAgent.arrives(world, site, email);
  const { member } = await giulia.line.hears('agent.welcomed');
  return { site, maja, giulia, giuliaId: member.id };
}

/** A visitor who opens the chat and asks for a person. */
async function waits(site: string, options: PersonOptions = {}): Promise<Visitor> {
  const visitor = await world.visitor(site, options);
  const { width, height } = visitor.page.viewportSize()!;
  if (options.phone) await visitor.page.touchscreen.tap(width - 48, height - 48);
  else await visitor.opens();
  await visitor.widget.getByRole('button', { name: 'Talk to a person' }).click();
  await visitor.widget.locator('.waiting-card').waitFor();
  return visitor;
}

/** The conversation that waits, as an agent learns of it. */
async function whoWaits(agent: CrowdAgent): Promise<string> {
  const { conversation } = await agent.card((card) => card.conversation?.control === 'waiting');
  return conversation!.id;
}

/** The agent accepts what rings at them. */
async function accepts(agent: CrowdAgent, kind: OfferKind, conversation: string): Promise<void> {
  const { offer } = await agent.line.hears('offer.made', (made) => made.offer.kind === kind);
  const answer = await agent.command({ t: 'offer.accept', conversation, offer: offer.id });
  expect(answer.t).toBe('ack');
}

/** Waits until the header names those who have the visitor. */
async function named(visitor: Visitor, name: string): Promise<void> {
  await visitor.widget.getByRole('banner').getByRole('heading', { name, exact: true }).waitFor();
}

/** All that can be pressed, by its name. */
function names(visitor: Visitor): Promise<(string | null)[]> {
  return visitor.widget
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent));
}

/** Axe finds nothing, light or dark; and pictures to look at. */
async function looks(visitor: Visitor, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(visitor.widget), `${state}, ${colorScheme}`).toEqual([]);
    await picture(visitor.page, `waiting-${state}-${colorScheme}`);
  }
  await visitor.page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}
