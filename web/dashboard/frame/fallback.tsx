/** What stands in for a page that is still loading, or failed to: the frame's own shape, and a way on. */
import type { JSX } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { ErrorState } from '../../kit/ui/states.tsx';
import { t } from '../words.ts';
import styles from './fallback.module.css';

export function LoadingPage(): JSX.Element {
  return <div class={styles.loading} role="status" aria-label={t('frame.loading')} />;
}

/** A page threw. Mostly its file is gone because a new version was deployed: a reload brings the new one. */
export function FailedPage(props: { error: unknown }): JSX.Element {
  // Seen by whoever looks into the console; the page itself shows no stack.
  console.error(props.error);
  return (
    <main class={styles.centre}>
      <ErrorState
        title={t('frame.page-failed.title')}
        action={<Button onClick={() => window.location.reload()}>{t('frame.reload')}</Button>}
        data-testid="page.failed"
      >
        <p>{t('frame.page-failed.text')}</p>
      </ErrorState>
    </main>
  );
}
