/** A line between two panes that is dragged, or moved by the arrow keys; how wide they were is remembered on this device. */
import { createSignal, type JSX } from 'solid-js';
import { attempt } from '../../kit/outbox.ts';
import styles from './panes.module.css';

const KEY = 'edgewise.inbox.panes';
/** Pixels that a key moves the line by. */
const STEP = 16;

export const PANES = {
  list: { min: 240, max: 480, usual: 304 },
  visitor: { min: 240, max: 480, usual: 320 },
} as const;
export type Pane = keyof typeof PANES;

export interface Widths {
  of: (pane: Pane) => number;
  set: (pane: Pane, width: number) => void;
  /** The visitor's side is folded away. */
  folded: () => boolean;
  fold: (folded: boolean) => void;
}

interface Kept extends Record<Pane, number> {
  folded: boolean;
}

export function createWidths(): Widths {
  const [kept, setKept] = createSignal(read());
  const change = (part: Partial<Kept>) => {
    const next = { ...kept(), ...part };
    setKept(next);
    attempt(() => localStorage.setItem(KEY, JSON.stringify(next)));
  };
  return {
    of: (pane) => kept()[pane],
    set: (pane, width) => change({ [pane]: clamp(pane, width) }),
    folded: () => kept().folded,
    fold: (folded) => change({ folded }),
  };
}

export function Divider(props: {
  pane: Pane;
  widths: Widths;
  label: string;
  /** The pane stands after the line: moving the line on makes it narrower. */
  after?: boolean;
}): JSX.Element {
  /** Which way, on this screen and in this direction of writing, makes the pane wider. */
  const sign = (line: HTMLElement) => (props.after ? -1 : 1) * (getComputedStyle(line).direction === 'rtl' ? -1 : 1);

  function drag(event: PointerEvent & { currentTarget: HTMLElement }): void {
    const line = event.currentTarget;
    const from = event.clientX;
    const before = props.widths.of(props.pane);
    line.setPointerCapture(event.pointerId);
    line.onpointermove = (move) => props.widths.set(props.pane, before + (move.clientX - from) * sign(line));
    line.onlostpointercapture = () => {
      line.onpointermove = null;
    };
  }

  function press(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
    const width = props.widths.of(props.pane);
    const { min, max } = PANES[props.pane];
    const by = STEP * sign(event.currentTarget);
    const to = { ArrowLeft: width - by, ArrowRight: width + by, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    props.widths.set(props.pane, to);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be moved
    <div
      class={styles.line}
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.widths.of(props.pane)}
      aria-valuemin={PANES[props.pane].min}
      aria-valuemax={PANES[props.pane].max}
      onPointerDown={drag}
      onKeyDown={press}
      onDblClick={() => props.widths.set(props.pane, PANES[props.pane].usual)}
    />
  );
}

function clamp(pane: Pane, width: number): number {
  const { min, max } = PANES[pane];
  return Math.round(Math.min(max, Math.max(min, width)));
}

function read(): Kept {
  const kept = attempt(() => JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>) ?? {};
  const width = (pane: Pane) => clamp(pane, typeof kept[pane] === 'number' ? kept[pane] : PANES[pane].usual);
  return { list: width('list'), visitor: width('visitor'), folded: kept.folded === true };
}
