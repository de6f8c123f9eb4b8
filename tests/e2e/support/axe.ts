/** What axe finds wrong with a page or a frame, as lines to read: serious and critical only. */
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Evaluated, not added as a script: a strict policy of the page has no say in it. Frames are looked at one by one. */
export async function violations(target: Page | Frame): Promise<string[]> {
  const there = await target.evaluate(() => 'axe' in window);
  if (!there) await target.evaluate(axe.source);
  return target.evaluate(async () => {
    // Colours on their way to others are nobody's colours.
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const { violations } = await runner.run(document, { iframes: false, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)?.trim()}`,
        ),
      );
  });
}

/** Whether something sticks out at the side, and what. */
export function overflow(target: Page | Frame): Promise<string[]> {
  return target.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return out
      .slice(-3)
      .map((one) => `${one.localName}.${one.className}: ${one.getBoundingClientRect().right} > ${clientWidth}`);
  });
}
