/**
 * A page that a visitor is on. Its address and title come from the visitor's browser, and a title says what it likes: so the host stands
 * beside it, apart and whole, and nothing but a website is linked.
 */
import { type JSX, Show } from 'solid-js';
import type { Page } from '#protocol/visit';
import styles from './page-link.module.css';

export function PageLink(props: { page: Page }): JSX.Element {
  const website = () => {
    const url = URL.parse(props.page.url);
    return url && /^https?:$/.test(url.protocol) ? url : null;
  };
  return (
    <Show when={website()} fallback={<bdi>{props.page.title || props.page.url}</bdi>}>
      {(url) => (
        <a
          class={styles.link}
          href={url().href}
          title={url().href}
          target="_blank"
          rel="nofollow noreferrer noopener"
          data-testid="page.link"
        >
          <bdi class={styles.title}>{props.page.title || url().pathname}</bdi>{' '}
          <bdi class={styles.host}>{url().host}</bdi>
        </a>
      )}
    </Show>
  );
}
