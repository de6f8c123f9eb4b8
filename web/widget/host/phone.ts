/** On a phone the panel is the whole screen, above the keyboard, and the page behind it doesn't scroll. */

/** Whether it is one; it changes when a phone is turned. */
export const phone = matchMedia('(max-width: 480px)');

/** Keeps the panel in what the keyboard leaves visible. */
export function keepVisible(panel: HTMLElement) {
  const viewport = window.visualViewport;
  const cover = () => {
    panel.style.cssText = phone.matches ? `height:${viewport!.height}px;top:${viewport!.offsetTop}px` : '';
  };
  viewport?.addEventListener('resize', cover);
  viewport?.addEventListener('scroll', cover);
}

let locked = false;
let before = '';

export function lockScroll(on: boolean) {
  if (on === locked) return;
  locked = on;
  const { style } = document.documentElement;
  if (on) before = style.overflow;
  style.setProperty('overflow', on ? 'hidden' : before, on ? 'important' : '');
}
