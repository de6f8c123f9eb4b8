/** What a change of the site's settings does to who is connected. */
import { describe, expect, test } from 'vitest';
import { openSite } from './site-world.ts';

describe('the look', () => {
  test('is told to visitors when it has changed, and not for another setting', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const maja = await site.agent('Maja');
    await site.stub.change({ wrapUpRequired: true });
    await maja.until('site.changed', ({ settings }) => settings.wrapUpRequired);
    await site.stub.change({ botName: 'Sirius' });
    await zofia.until('look.changed');
    const told = zofia.received.flatMap((update) => (update.t === 'look.changed' ? update.look.botName : []));
    expect(told).toEqual(['Sirius']);
  });
});
