/**
 * A small panel that opens from a button and holds a form or choices; closes by Escape or a press outside.
 * `trigger` renders the button from the props it is given, as in menu.tsx.
 */
import * as Kobalte from '@kobalte/core/popover';
import type { JSX } from 'solid-js';
import type { Trigger } from './menu.tsx';
import styles from './popover.module.css';

export interface PopoverProps {
  trigger: Trigger;
  /** Heading, and the panel's name. */
  title: string;
  children: JSX.Element;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  placement?: 'bottom-start' | 'bottom-end' | 'bottom' | undefined;
  'data-testid'?: string | undefined;
}

export function Popover(props: PopoverProps): JSX.Element {
  return (
    <Kobalte.Root
      placement={props.placement ?? 'bottom-end'}
      gutter={6}
      {...(props.open === undefined ? {} : controlled(props))}
    >
      <Kobalte.Trigger as={props.trigger} />
      <Kobalte.Portal>
        <Kobalte.Content class={styles.popover} data-testid={props['data-testid']}>
          <Kobalte.Title class={styles.title}>{props.title}</Kobalte.Title>
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}

function controlled(props: PopoverProps) {
  return {
    get open() {
      return props.open ?? false;
    },
    onOpenChange: (open: boolean) => props.onOpenChange?.(open),
  };
}
