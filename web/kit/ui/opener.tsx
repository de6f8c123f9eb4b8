/**
 * A button and what opens beside it: what a menu and a popover have in common. `trigger` renders the button from the props
 * it is given; `panel` renders what floats, from where it belongs and how it is closed.
 */
import { createSignal, createUniqueId, type JSX, mergeProps, onCleanup, onMount, Show, untrack } from 'solid-js';
import { float, type Placement } from './floating.ts';

export type Trigger = (props: object) => JSX.Element;

export interface OpenerProps {
  trigger: Trigger;
  children: JSX.Element;
  placement?: Placement | undefined;
  'data-testid'?: string | undefined;
}

export interface PanelProps extends OpenerProps {
  id: string;
  anchor: HTMLElement;
  /** `back` where the focus returns to the button. */
  onClose: (back: boolean) => void;
}

export function Opener(
  props: OpenerProps & {
    opens: 'menu' | 'dialog';
    panel: (props: PanelProps) => JSX.Element;
    /** Where the caller decides when it is open. */
    open?: boolean | undefined;
    onOpenChange?: ((open: boolean) => void) | undefined;
  },
): JSX.Element {
  const id = createUniqueId();
  const [own, setOwn] = createSignal(false);
  const open = () => props.open ?? own();
  let anchor!: HTMLElement;

  function set(next: boolean): void {
    setOwn(next);
    props.onOpenChange?.(next);
  }

  function close(back: boolean): void {
    set(false);
    if (back) anchor.focus();
  }

  const trigger = {
    id: `${id}-trigger`,
    ref: (element: HTMLElement) => {
      anchor = element;
    },
    get 'aria-haspopup'() {
      return props.opens;
    },
    get 'aria-expanded'() {
      return open();
    },
    get 'aria-controls'() {
      return open() ? id : undefined;
    },
    onClick: () => set(!open()),
    onKeyDown: (event: KeyboardEvent) => {
      if (props.opens !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      event.preventDefault();
      set(true);
    },
  };

  return (
    <>
      {untrack(() => props.trigger(trigger))}
      <Show when={open()}>{props.panel(mergeProps(props, { id, anchor, onClose: close }))}</Show>
    </>
  );
}

/** Called by a panel: shows it beside its button for as long as it is there, and puts the focus into it. */
export function showPanel(props: PanelProps, panel: () => HTMLElement, first: () => HTMLElement | undefined): void {
  onMount(() => {
    const { anchor, onClose, placement = 'bottom-end' } = props;
    onCleanup(float({ panel: panel(), anchor, placement, onClose }));
    (first() ?? panel()).focus();
  });
}
