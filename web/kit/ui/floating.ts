/**
 * A panel beside the button it came from: in the browser's top layer, inside the window, gone by Escape, by a press
 * elsewhere, or when the focus leaves. The browser's own means do the most, so nothing is shipped for it.
 */

export type Placement = 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | 'right-start';

export interface Floating {
  panel: HTMLElement;
  anchor: HTMLElement;
  placement: Placement;
  /** Asks to be closed; `back` where the focus should return to the anchor. */
  onClose: (back: boolean) => void;
}

/** Pixels between the panel and its button, and between the panel and the window's edge. */
const GAP = 6;
const MARGIN = 8;

/** Shows the panel; the answer takes it away. */
export function float(options: Floating): () => void {
  const { panel, anchor, onClose } = options;
  const inside = (target: EventTarget | null) =>
    target instanceof Node && (panel.contains(target) || anchor.contains(target));
  const press = (event: Event) => !inside(event.target) && onClose(false);
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // Only this panel, not what lies under it.
    event.preventDefault();
    event.stopPropagation();
    onClose(true);
  };
  const leave = (event: FocusEvent) => {
    if (event.relatedTarget !== null && !inside(event.relatedTarget)) onClose(false);
  };
  const move = () => place(options);

  panel.showPopover?.();
  move();
  document.addEventListener('pointerdown', press, true);
  document.addEventListener('keydown', cancel, true);
  panel.addEventListener('focusout', leave);
  window.addEventListener('resize', move);
  window.addEventListener('scroll', move, true);
  // What is shown may still be on its way, and the panel grows with it.
  const growth = new ResizeObserver(move);
  growth.observe(panel);
  return () => {
    growth.disconnect();
    document.removeEventListener('pointerdown', press, true);
    document.removeEventListener('keydown', cancel, true);
    panel.removeEventListener('focusout', leave);
    window.removeEventListener('resize', move);
    window.removeEventListener('scroll', move, true);
  };
}

/** On the side asked for, or on the other one where there is more room; never outside of the window. */
function place({ panel, anchor, placement }: Floating): void {
  const at = anchor.getBoundingClientRect();
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  panel.style.maxHeight = `${room.height - 2 * MARGIN}px`;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const [side, align] = placement.split('-') as ['bottom' | 'top' | 'right', 'start' | 'end'];
  const rtl = getComputedStyle(anchor).direction === 'rtl';
  let left: number;
  let top: number;
  if (side === 'right') {
    left = rtl ? at.left - GAP - width : at.right + GAP;
    top = at.top;
    if (left + width > room.width - MARGIN || left < MARGIN) {
      left = at.left;
      top = at.top - GAP - height;
    }
  } else {
    left = (align === 'start') !== rtl ? at.left : at.right - width;
    const below = at.bottom + GAP;
    const above = at.top - GAP - height;
    const fitsBelow = below + height <= room.height - MARGIN;
    const wantsBelow = side === 'bottom' ? fitsBelow || above < MARGIN : above < MARGIN;
    top = wantsBelow ? below : above;
  }
  panel.style.left = `${clamp(left, MARGIN, room.width - MARGIN - width)}px`;
  panel.style.top = `${clamp(top, MARGIN, room.height - MARGIN - height)}px`;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
