/**
 * A small panel that opens from a button and holds a form or choices. `trigger` renders the button from the props it is
 * given, as in menu.tsx. The focus goes to the first field, and back to the button by Escape.
 */
import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show, untrack } from 'solid-js';
import { float, type Placement } from './floating.ts';
import type { Trigger } from './menu.tsx';
import styles from './popover.module.css';

export interface PopoverProps {
  trigger: Trigger;
  /** Heading, and the panel's name. */
  title: string;
  children: JSX.Element;
  /** Where the caller decides when it is open. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  placement?: Placement | undefined;
  'data-testid'?: string | undefined;
}

export function Popover(props: PopoverProps): JSX.Element {
  const id = createUniqueId();
  const [own, setOwn] = createSignal(false);
  const open = () => props.open ?? own();
  let anchor!: HTMLElement;

  function set(next: boolean): void {
    setOwn(next);
    props.onOpenChange?.(next);
  }

  const trigger = {
    ref: (element: HTMLElement) => {
      anchor = element;
    },
    'aria-haspopup': 'dialog',
    get 'aria-expanded'() {
      return open();
    },
    get 'aria-controls'() {
      return open() ? id : undefined;
    },
    onClick: () => set(!open()),
  };

  return (
    <>
      {untrack(() => props.trigger(trigger))}
      <Show when={open()}>
        <Panel
          {...props}
          id={id}
          anchor={anchor}
          onClose={(back) => {
            set(false);
            if (back) anchor.focus();
          }}
        />
      </Show>
    </>
  );
}

function Panel(
  props: PopoverProps & { id: string; anchor: HTMLElement; onClose: (back: boolean) => void },
): JSX.Element {
  let panel!: HTMLDivElement;
  onMount(() => {
    const { anchor, onClose, placement = 'bottom-end' } = props;
    // A form that is sent takes its panel away with the focus in it.
    onCleanup(() => panel.contains(document.activeElement) && anchor.focus());
    onCleanup(float({ panel, anchor, placement, onClose }));
    (panel.querySelector<HTMLElement>('input:checked, input, textarea, select, button') ?? panel).focus();
  });
  return (
    <div
      ref={panel}
      id={props.id}
      class={styles.popover}
      popover="manual"
      role="dialog"
      tabindex="-1"
      aria-labelledby={`${props.id}-title`}
      data-testid={props['data-testid']}
    >
      <h2 id={`${props.id}-title`} class={styles.title}>
        {props.title}
      </h2>
      {props.children}
    </div>
  );
}
