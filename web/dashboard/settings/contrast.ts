/** Whether text on the site's colour can be read: WCAG 2 contrast, and the text colour that goes on it. */

/** WCAG AA for text of ordinary size. */
const READABLE_RATIO = 4.5;
/** WCAG for shapes: the launcher against the page. */
export const VISIBLE_RATIO = 3;

const WHITE = '#ffffff';
const BLACK = '#000000';

/** White or black as the widget does, whichever reads better on `color`, and how well. */
export function textOn(color: string): { color: string; ratio: number } {
  const white = contrast(color, WHITE);
  const black = contrast(color, BLACK);
  // White as long as it is readable: most brands expect it.
  return white >= READABLE_RATIO || white >= black ? { color: WHITE, ratio: white } : { color: BLACK, ratio: black };
}

/** From 1 (the same) to 21 (black on white). Both as `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(color.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
