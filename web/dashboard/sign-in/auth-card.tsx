/** The calm card that signing in, setting up and an invitation stand in: the product's mark, a title, a form. */
import { createEffect, type JSX, Show } from 'solid-js';
import { t } from '../words.ts';
import styles from './auth-card.module.css';

export function AuthCard(props: {
  title: string;
  text?: JSX.Element;
  children: JSX.Element;
  foot?: JSX.Element;
}): JSX.Element {
  createEffect(() => {
    document.title = t('frame.tab-title', props.title);
  });
  return (
    <main class={styles.page}>
      <section class={styles.card} aria-labelledby="auth-title">
        <Mark />
        <div class={styles.texts}>
          <h1 id="auth-title" class={styles.title}>
            {props.title}
          </h1>
          <Show when={props.text}>
            <div class={styles.text}>{props.text}</div>
          </Show>
        </div>
        {props.children}
        <Show when={props.foot}>
          <div class={styles.foot}>{props.foot}</div>
        </Show>
      </section>
    </main>
  );
}

function Mark(): JSX.Element {
  return (
    <div class={styles.mark}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path
          fill="var(--agent-solid)"
          d="M8 4h16a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6h-9l-8 5a1 1 0 0 1-1.5-.9V26A6 6 0 0 1 2 20V10a6 6 0 0 1 6-6z"
        />
        <path
          stroke="var(--on-agent)"
          stroke-width="3"
          stroke-linecap="round"
          fill="none"
          d="M10 11v8M16 12h7M16 18h4"
        />
      </svg>
      Edgewise
    </div>
  );
}
