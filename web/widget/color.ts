/** Colours that texts can be read on. `#rrggbb` throughout. */

export const INK = '#1c1f26';

/** White while it reads well (4.5:1), otherwise black. */
export function onColor(color: string): string {
  return 1.05 / (luminance(color) + 0.05) < 4.5 ? '#000' : '#fff';
}

/** WCAG relative luminance, 0 to 1; the power is near enough to its two-piece curve. */
export function luminance(color: string): number {
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => sum + weight * (channel(color, i) / 255) ** 2.2, 0);
}

/** The same colour, light enough to stand out from a dark panel. */
export function lift(color: string): string {
  if (luminance(color) > LIFTED) return color;
  const brighter = [0, 1, 2].map((i) => Math.min(255, Math.round(channel(color, i) * 1.1 + 3)));
  return lift(`#${brighter.map((value) => value.toString(16).padStart(2, '0')).join('')}`);
}

/** The least luminance on a dark panel: about 3:1 against it, and white still reads on it. */
const LIFTED = 0.13;

function channel(color: string, i: number): number {
  return Number(`0x${color.slice(1 + 2 * i, 3 + 2 * i)}`);
}
