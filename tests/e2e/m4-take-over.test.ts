/** M4: the AI stops at once, the visitor sees "Live agent" with the agent's name, the agent's messages go straight to the visitor. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdVisitor } from './support/crowd.ts';
import { recordFrames, updatesIn } from './support/frames.ts';
import { OWNER, openWorld, picture, type Visitor, type World } from './support/world.ts';

/** An answer that takes more than a second to be written. */
const MOUNTING = {
  title: 'Mounting the child seat',
  body: [
    'How to mount the child seat on your bike:',
    '',
    '1. Put the bike on a stand, or have somebody hold it, so that both hands are free for the work.',
    '2. Clamp the block to the seat tube at least five centimetres above the mudguard, and tighten the four bolts crosswise.',
    '3. Push both ends of the carrier into the block until you hear the click on either side.',
    '4. Set the seat so that its weight stands before the rear axle, not behind it.',
    '5. Lead the safety strap around the seat tube and close it.',
    '6. Ride a round without a child first, and check every bolt again.',
  ].join('\n'),
};
const QUESTION = 'How do I mount the child seat?';

let world: World;
let site: { id: string };
let monitor: Page;
let zofia: Visitor;
let heard: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  site = await world.site({}, [MOUNTING]);
});
afterAll(() => world.close());

test('M4 an agent takes over in the middle of an answer: the AI stops at once, and what was shown stays', async () => {
  const curious = await CrowdVisitor.arrives(world, site.id, { open: false });
  const whole = await curious.asks(QUESTION);
  await curious.ends();
  curious.leaves();

  monitor = await world.agent(OWNER.email, site.id);
  zofia = await world.visitor(site.id, {
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await zofia.opens();
  await zofia.writes('Dzień dobry!');
  await zofia.sees('Dzień dobry! W czym mogę pomóc?');
  await monitor.getByTestId('visit.card').filter({ hasText: 'Dzień dobry' }).getByTestId('visit.open').click();
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByTestId('conversation.take-over').waitFor();
  // A hand that is as quick as the AI: it presses when the second step is being written.
  await monitor.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!/seat tube/.test(document.querySelector('[data-testid="answer.streamed"]')?.textContent ?? '')) return;
      watch.disconnect();
      const pane = document.querySelector('[data-testid="conversation.pane"]');
      pane?.querySelector<HTMLElement>('[data-testid="conversation.take-over"]')?.click();
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await zofia.writes(QUESTION);
  await zofia.sees('Live agent');
  await zofia.widget.getByRole('heading', { name: 'Maja', exact: true }).waitFor();
  await zofia.sees('Interrupted');
  await zofia.sees('Maja joined');
  await pane.getByText('You have this conversation.').waitFor();
  await pane.getByText('Cut off by the take-over').waitFor();

  const cut = entries().find((entry) => entry.cut);
  expect(cut?.text).toMatch(/seat tube/);
  expect(cut!.text!.length).toBeLessThan(whole.length);
  expect(whole.startsWith(cut!.text!)).toBe(true);
  const steps = (scope: { getByText: Page['getByText'] }) => scope.getByText('Put the bike on a stand').count();
  expect(await steps(zofia.widget as unknown as Page)).toBe(1);
  expect(await steps(pane as unknown as Page)).toBe(1);
  await picture(zofia.page, 'm4-visitor-cut');
  await picture(monitor, 'm4-monitor-cut');
});

test('M4 the agent’s message arrives as it was typed, and the AI stays silent', async () => {
  const text = `Hi! <b>5 > 3</b> & "so on" <img src=x onerror="window.hacked=1"><script>window.hacked=1</script> Живјо 🚲`;
  const composer = monitor.getByTestId('composer.text');
  // Whoever takes over writes next: the composer has the focus already.
  await expect.poll(() => composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await monitor.keyboard.insertText(text);
  await zofia.widget.getByText('Maja is writing…').waitFor();
  await monitor.keyboard.press('Enter');
  await zofia.sees(text);
  expect(await composer.inputValue()).toBe('');
  expect(await zofia.widget.locator('.bubble').getByText(text, { exact: true }).count()).toBe(1);
  expect(await zofia.widget.locator('.bubble :is(b, img, script)').count()).toBe(0);

  const answer = 'Ok <3, a co z "§ 7" & <i>kołem</i>? <svg onload="window.hacked=1">';
  await zofia.writes(answer);
  const bubble = monitor
    .getByTestId('conversation.pane')
    .locator('[data-from="visitor"]')
    .getByText(answer, { exact: true });
  await bubble.waitFor();
  expect(
    await monitor.getByTestId('conversation.thread').locator(':is(i:not(span i), svg[onload], img, script)').count(),
  ).toBe(0);
  expect(await zofia.widget.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await monitor.evaluate(() => 'hacked' in window)).toBe(false);

  await composer.fill('Już patrzę.');
  await composer.press('Enter');
  await zofia.sees('Już patrzę.');
  const from = entries().findIndex((entry) => entry.event === 'agent.joined');
  expect(
    entries()
      .slice(from + 1)
      .map((entry) => entry.from),
  ).toEqual(['agent', 'visitor', 'agent']);
  expect(updatesIn(heard).slice(-1)[0]).not.toMatchObject({ t: 'answer.streamed' });
  const joinedAt = heard.findIndex((frame) => frame.includes('agent.joined'));
  expect(heard.slice(joinedAt).filter((frame) => frame.includes('answer.streamed'))).toEqual([]);
  await picture(zofia.page, 'm4-visitor');
  await picture(monitor, 'm4-monitor');
});

test('M4 an agent takes over from the card', async () => {
  const luca = await world.visitor(site.id, { phone: true });
  await luca.opens();
  await luca.writes('Buongiorno!');
  await luca.sees('Ciao! Come posso aiutarti?');
  const card = monitor.getByTestId('visit.card').filter({ hasText: 'Ciao!' });
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await luca.sees('Live agent');
  await picture(luca.page, 'm4-visitor-phone');
  expect(world.errors).toEqual([]);
});

interface Heard {
  kind: string;
  event?: string;
  from?: string;
  text?: string;
  cut?: boolean;
}

/** What Zofia's client was given, in order. */
function entries(): Heard[] {
  return updatesIn(heard).flatMap(({ t, entry }) => (t === 'entry.added' ? [entry as Heard] : []));
}
