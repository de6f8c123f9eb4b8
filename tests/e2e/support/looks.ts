/**
 * How a page looks: nothing sticks out at the side, axe finds nothing serious, and with `PICTURES=1` a picture is kept to be looked at.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { overflow, violations } from './axe.ts';
import { DESKTOP, PHONE, picture, TABLET } from './world.ts';

export const SMALLEST = { width: 320, height: 640 };

type Look = ['light' | 'dark', typeof DESKTOP];

const EVERYWHERE: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  [DESKTOP, TABLET, PHONE, SMALLEST].map((size): Look => [theme, size]),
);

/** A page that people stay on: in every size and both themes. */
export function looksRightEverywhere(page: Page, name: string): Promise<void> {
  return looks(page, name, EVERYWHERE);
}

/** A passing state: large and light, small and dark. */
export function looksRight(page: Page, name: string): Promise<void> {
  return looks(page, name, [
    ['light', DESKTOP],
    ['dark', PHONE],
  ]);
}

async function looks(page: Page, name: string, all: readonly Look[]): Promise<void> {
  for (const [colorScheme, viewport] of all) {
    const look = `${name}-${viewport.width}-${colorScheme}`;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await picture(page, look);
    expect.soft(await overflow(page), `${look} sticks out`).toEqual([]);
    expect.soft(await violations(page), look).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(DESKTOP);
}
