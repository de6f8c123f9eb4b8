/** M5: the agent leaves, the badge goes, and the AI answers by itself what nobody answered, knowing the whole conversation. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdVisitor } from './support/crowd.ts';
import { recordFrames, updatesIn } from './support/frames.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

const ARTICLES = [
  {
    title: 'Punctures and small repairs',
    body: 'A puncture is repaired while you wait. That costs 12 euros.',
  },
  {
    title: 'Wheel truing',
    body: 'We true wheels in the workshop. That costs 18 euros for each wheel.',
  },
];
const FIRST = 'Do you repair punctures?';
const FOLLOW_UP = 'And how much does it cost?';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('M5 an agent leaves, and the AI answers the open question with the conversation as its context', async () => {
  const site = await world.site({}, ARTICLES);
  const monitor = await world.agent(OWNER.email, site.id);
  let heard: string[] = [];
  const ivo = await world.visitor(site.id, {
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await ivo.opens();
  await ivo.writes(FIRST);
  await ivo.sees('A puncture is repaired while you wait.');
  await monitor.getByTestId('visit.open').click();
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByTestId('conversation.take-over').click();
  await ivo.sees('Live agent');
  await monitor.getByTestId('composer.text').fill('Hi Ivo, this is Maja. One moment, the phone is ringing.');
  await monitor.keyboard.press('Enter');
  await ivo.sees('the phone is ringing');
  await ivo.writes(FOLLOW_UP);
  await pane.getByText(FOLLOW_UP).waitFor();
  const before = heard.length;
  await pane.getByTestId('conversation.leave').click();

  await ivo.sees('Maja left. Vela answers again');
  await ivo.widget.getByRole('heading', { name: 'Vela', exact: true }).waitFor();
  expect(await ivo.widget.getByText('Live agent').count()).toBe(0);
  await expect.poll(() => answers(heard.slice(before))).toHaveLength(1);
  expect(answers(heard.slice(before))[0]).toContain('12 euros');
  await ivo.sees('12 euros');
  // After another conversation the same words mean something else.
  const other = await CrowdVisitor.arrives(world, site.id, { open: false });
  await other.asks('Do you true wheels?');
  expect(await other.asks(FOLLOW_UP)).toContain('18 euros');
  other.leaves();

  await pane.getByText('You left; the AI goes on').waitFor();
  await pane.getByText('Viewing silently. The visitor doesn’t notice.').waitFor();
  await pane.getByTestId('conversation.take-over').waitFor();
  expect(await monitor.getByTestId('composer.text').count()).toBe(0);
  await picture(ivo.page, 'm5-visitor');
  await picture(monitor, 'm5-monitor');
});

test('M5 where the agent had the last word, the AI waits for the next question', async () => {
  const site = await world.site({}, ARTICLES);
  const monitor = await world.agent(OWNER.email, site.id);
  let heard: string[] = [];
  const ada = await world.visitor(site.id, {
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await ada.opens();
  await ada.writes('Ali popravljate zračnice?');
  await expect.poll(() => answers(heard)).toHaveLength(1);
  await monitor.getByTestId('visit.open').click();
  await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  await monitor.getByTestId('composer.text').fill('Seveda, kar pridite mimo.');
  await monitor.keyboard.press('Enter');
  await ada.sees('Seveda, kar pridite mimo.');
  await monitor.getByTestId('conversation.leave').click();
  await ada.sees('Maja left. Vela answers again');
  await ada.writes('Hvala!');
  await expect.poll(() => answers(heard)).toHaveLength(2);
  expect(answers(heard)[1]).toBe('Ni za kaj! Vam lahko pomagam še s čim?');
  expect(world.errors).toEqual([]);
});

/** The AI's finished answers in a record. */
function answers(frames: readonly string[]): string[] {
  return updatesIn(frames).flatMap(({ t, entry }) => {
    if (t !== 'entry.added') return [];
    const { answer, text } = entry as { answer?: string; text: string };
    return answer === undefined ? [] : [text];
  });
}
