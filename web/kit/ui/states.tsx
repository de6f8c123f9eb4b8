/**
 * The states of a view besides its content: empty (what this is, and the one next step), error (what happened, and a
 * retry), no permission, and skeletons in the shape of what is coming.
 */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Lock from 'lucide-solid/icons/lock';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Button } from './button.tsx';
import type { Icon } from './icon.ts';
import styles from './states.module.css';
import { uiWords } from './words.ts';

export interface StateProps {
  title: string;
  children?: JSX.Element | undefined;
  icon?: Icon | undefined;
  /** The one next step, mostly a button. */
  action?: JSX.Element | undefined;
  'data-testid'?: string | undefined;
}

export function EmptyState(props: StateProps): JSX.Element {
  return (
    <div class={styles.state} data-testid={props['data-testid']}>
      <Show when={props.icon}>
        {(icon) => (
          <span class={styles.disc}>
            <Dynamic component={icon()} size={20} strokeWidth={1.75} aria-hidden="true" />
          </span>
        )}
      </Show>
      <h2 class={styles.title}>{props.title}</h2>
      <Show when={props.children}>
        <div class={styles.text}>{props.children}</div>
      </Show>
      <Show when={props.action}>
        <div class={styles.action}>{props.action}</div>
      </Show>
    </div>
  );
}

export interface ErrorStateProps extends StateProps {
  onRetry?: (() => void) | undefined;
  busy?: boolean | undefined;
}

export function ErrorState(props: ErrorStateProps): JSX.Element {
  return (
    <div role="alert">
      <EmptyState
        title={props.title}
        icon={props.icon ?? CircleAlert}
        data-testid={props['data-testid']}
        action={
          props.action ?? (
            <Show when={props.onRetry}>
              {(retry) => (
                <Button onClick={() => retry()()} busy={props.busy}>
                  {uiWords().retry}
                </Button>
              )}
            </Show>
          )
        }
      >
        {props.children}
      </EmptyState>
    </div>
  );
}

export function NoPermissionState(props: StateProps): JSX.Element {
  return (
    <EmptyState
      title={props.title}
      icon={props.icon ?? Lock}
      action={props.action}
      data-testid={props['data-testid'] ?? 'no-permission'}
    >
      {props.children}
    </EmptyState>
  );
}

/** A grey bar where text will be. `width` is how much of the line. */
export function Skeleton(props: {
  width?: 'full' | 'half' | 'third' | 'short' | undefined;
  height?: 'text' | 'control' | 'block' | undefined;
}): JSX.Element {
  return (
    <span
      class={`${styles.skeleton} ${styles[props.width ?? 'full']} ${styles[props.height ?? 'text']}`}
      aria-hidden="true"
    />
  );
}

/** Lines of skeletons, said once to a screen reader. */
export function Skeletons(props: { lines?: number | undefined }): JSX.Element {
  const widths = ['full', 'half', 'third'] as const;
  return (
    <div class={styles.skeletons} role="status" aria-label={uiWords().loading}>
      {Array.from({ length: props.lines ?? 4 }, (_, line) => (
        <Skeleton width={widths[line % 3]} />
      ))}
    </div>
  );
}
