/** A refusal above a form's button: what happened and what to do. Where the server named a time, it counts down. */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createEffect, type JSX, Show } from 'solid-js';
import type { ApiError } from './api.ts';
import { clock, createCountdown } from './countdown.ts';
import styles from './form-error.module.css';
import { refusalWords } from './words/refusals.ts';
import { t } from './words/sign-in.ts';

export function FormError(props: { error: ApiError | undefined }): JSX.Element {
  const countdown = createCountdown();
  createEffect(() => countdown.start(props.error?.code === 'rate.limited' ? (props.error.retryAfterMs ?? 0) : 0));
  const text = (error: ApiError) => {
    if (countdown.seconds() > 0) return t('sign-in.too-many', clock(countdown.seconds()));
    return error.code === 'rate.limited' && error.retryAfterMs ? t('sign-in.try-now') : refusalWords[error.code];
  };
  return (
    <Show when={props.error}>
      {(error) => (
        <p class={styles.error} role="alert" data-testid="form-error">
          <CircleAlert size={16} strokeWidth={2} aria-hidden="true" />
          <span>{text(error())}</span>
        </p>
      )}
    </Show>
  );
}
