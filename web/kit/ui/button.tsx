/**
 * Buttons, and links that look like them. `primary` is the one main action of a pane, `plain` the usual one, `ghost` for
 * tools, `danger` for what can't be undone. A busy button keeps its width and the focus, can't be pressed again and says so.
 */
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { type JSX, Show, splitProps } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import styles from './button.module.css';
import { ICON_STROKE, type Icon } from './icon.ts';

export interface ButtonLook {
  variant?: 'plain' | 'primary' | 'ghost' | 'danger' | 'danger-solid' | undefined;
  size?: 's' | 'm' | 'l' | undefined;
  icon?: Icon | undefined;
  /** As wide as what it stands in. */
  wide?: boolean | undefined;
}

export interface ButtonProps extends ButtonLook, JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  busy?: boolean | undefined;
}

export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['variant', 'size', 'icon', 'wide', 'busy', 'class', 'children', 'type']);
  /** Before anybody hears of it, the form too. */
  const swallow = (event: MouseEvent) => {
    if (!own.busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class={look(own, own.class)}
      aria-busy={own.busy || undefined}
      aria-disabled={own.busy || undefined}
      on:click={{ capture: true, handleEvent: swallow }}
    >
      <Show when={own.busy ? LoaderCircle : own.icon}>
        {(icon) => (
          <Dynamic
            component={icon()}
            class={own.busy ? (styles.spin ?? '') : ''}
            strokeWidth={ICON_STROKE}
            aria-hidden="true"
          />
        )}
      </Show>
      {own.children}
    </button>
  );
}

export interface ButtonLinkProps extends ButtonLook, JSX.AnchorHTMLAttributes<HTMLAnchorElement> {}

export function ButtonLink(props: ButtonLinkProps): JSX.Element {
  const [own, rest] = splitProps(props, ['variant', 'size', 'icon', 'wide', 'class', 'children']);
  return (
    <a {...rest} class={look(own, own.class)}>
      <Show when={own.icon}>
        {(icon) => <Dynamic component={icon()} strokeWidth={ICON_STROKE} aria-hidden="true" />}
      </Show>
      {own.children}
    </a>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'wide'> {
  /** What it does; read aloud, and shown on hover. */
  label: string;
  icon: Icon;
}

export function IconButton(props: IconButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'class', 'variant']);
  return (
    <Button
      {...rest}
      variant={own.variant ?? 'ghost'}
      class={`${styles.square} ${own.class ?? ''}`}
      aria-label={own.label}
      title={own.label}
    />
  );
}

function look(own: ButtonLook, extra: string | undefined): string {
  return [
    styles.button,
    styles[own.variant ?? 'plain'],
    styles[own.size ?? 'm'],
    own.wide ? styles.wide : '',
    extra ?? '',
  ].join(' ');
}
