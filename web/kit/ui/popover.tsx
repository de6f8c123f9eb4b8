/**
 * A small panel that opens from a button and holds a form or choices. `trigger` renders the button from the props it is
 * given, as in menu.tsx. The focus goes to the first field, and back to the button by Escape.
 */
import { type JSX, onCleanup, onMount } from 'solid-js';
import { Opener, type OpenerProps, type PanelProps, showPanel } from './opener.tsx';
import styles from './popover.module.css';

export interface PopoverProps extends OpenerProps {
  /** Heading, and the panel's name. */
  title: string;
  /** Where the caller decides when it is open. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** For what is read rather than chosen. */
  wide?: boolean | undefined;
}

export function Popover(props: PopoverProps): JSX.Element {
  return (
    <Opener {...props} opens="dialog" panel={(given) => <Panel {...given} title={props.title} wide={props.wide} />} />
  );
}

function Panel(props: PanelProps & { title: string; wide: boolean | undefined }): JSX.Element {
  let panel!: HTMLDivElement;
  // A form that is sent takes its panel away with the focus in it.
  onMount(() => onCleanup(() => panel.contains(document.activeElement) && props.anchor.focus()));
  showPanel(
    props,
    () => panel,
    () => panel.querySelector<HTMLElement>('input:checked, input, textarea, select, button') ?? undefined,
  );
  return (
    <div
      ref={panel}
      id={props.id}
      class={`${styles.popover} ${props.wide ? styles.wide : ''}`}
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
