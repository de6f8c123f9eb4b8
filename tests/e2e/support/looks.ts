/**
 * How a page looks: nothing sticks out at the side, axe finds nothing serious, and with `PICTURES=1` a picture is kept to be looked at.
 * Axe looks where the theme or the layout is another one.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { overflow, violations } from './axe.ts';
import { DESKTOP, PHONE, picture, TABLET } from './world.ts';

export const SMALLEST = { width: 320, height: 640 };

/** A page that people stay on: in every size and both themes. */
export async function looksRightEverywhere(page: Page, name: string): Promise<void> {
  await looks(page, name, [
    ['light', DESKTOP, true],
    ['light', TABLET, false],
    ['light', PHONE, false],
    ['light', SMALLEST, false],
    ['dark', SMALLEST, false],
    ['dark', TABLET, false],
    ['dark', PHONE, true],
    ['dark', DESKTOP, true],
  ]);
}

/** A passing state: large and light, small and dark. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await looks(page, name, [
    ['light', DESKTOP, true],
    ['dark', PHONE, true],
  ]);
}

type Look = ['light' | 'dark', typeof DESKTOP, axe: boolean];

async function looks(page: Page, name: string, all: readonly Look[]): Promise<void> {
  for (const [colorScheme, viewport, axe] of all) {
    const look = `${name}-${viewport.width}-${colorScheme}`;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await picture(page, look);
    expect.soft(await overflow(page), `${look} sticks out`).toEqual([]);
    if (axe) expect.soft(await violations(page), look).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(DESKTOP);
}
