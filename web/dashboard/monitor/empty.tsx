/** The list when there is nothing in it: nobody there, nobody of this kind, or not known yet. */
import Funnel from 'lucide-solid/icons/funnel';
import Radio from 'lucide-solid/icons/radio';
import { For, type JSX, Show } from 'solid-js';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { EmptyState, Skeleton } from '../../kit/ui/states.tsx';
import { mayOn, useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './empty.module.css';

export function EmptyMonitor(props: { site: string }): JSX.Element {
  const me = useMe();
  return (
    <div class={styles.middle}>
      <EmptyState
        title={t('monitor.empty.title')}
        icon={Radio}
        data-testid="monitor.empty"
        action={
          <Show when={mayOn(me(), props.site, 'admin')}>
            <ButtonLink href={`/sites/${props.site}/settings`}>{t('monitor.empty.install')}</ButtonLink>
          </Show>
        }
      >
        <p>{t('monitor.empty.text')}</p>
        <Show when={!mayOn(me(), props.site, 'admin')}>
          <p>{t('monitor.empty.ask')}</p>
        </Show>
      </EmptyState>
    </div>
  );
}

export function EmptyFilter(props: { count: number; onAll: () => void }): JSX.Element {
  return (
    <div class={styles.middle}>
      <EmptyState
        title={t('monitor.empty.filter.title')}
        icon={Funnel}
        data-testid="monitor.empty-filter"
        action={<Button onClick={props.onAll}>{t('monitor.empty.filter.all')}</Button>}
      >
        <p>{t('monitor.empty.filter.text', props.count)}</p>
      </EmptyState>
    </div>
  );
}

export function LoadingSessions(): JSX.Element {
  return (
    <div class={styles.loading} role="status" aria-label={t('frame.loading')}>
      <For each={Array.from({ length: 8 })}>
        {() => (
          <div class={styles.card}>
            <Skeleton width="third" />
            <Skeleton width="half" />
            <Skeleton />
          </div>
        )}
      </For>
    </div>
  );
}
