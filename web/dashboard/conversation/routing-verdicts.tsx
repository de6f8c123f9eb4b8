/** What opens from “Who is asked?” for a supervisor: who is next in a sentence, and why not each of the others. */
import { createEffect, For, type JSX, on, Show } from 'solid-js';
import type { RoutingView } from '#protocol/desk';
import { api, keys } from '../api.ts';
import type { Desk } from '../desk-store.ts';
import { Loaded } from '../loaded.tsx';
import { useQuery } from '../use-query.ts';
import { t } from '../words.ts';
import styles from './routing-verdicts.module.css';

/** Asked anew whenever somebody's status or load changes, as that is what it depends on. */
export function RoutingVerdicts(props: { desk: Desk; conversation: string }): JSX.Element {
  const view = useQuery(() => ({
    queryKey: keys.routing(props.desk.site, props.conversation),
    queryFn: () => api.conversations.routing(props.desk.site, props.conversation),
    staleTime: 0,
  }));
  createEffect(
    on(
      () => props.desk.state.agents,
      () => void view.refetch(),
      { defer: true },
    ),
  );
  return (
    <div class={styles.view}>
      <Loaded query={view}>
        {(loaded) => (
          <>
            <p class={styles.summary}>
              <Show when={loaded().queue}>
                {(queue) => <span class={styles.queue}>{t('routing.queue', queue().name)}</span>}
              </Show>{' '}
              {summary(loaded())}
            </p>
            <ul class={styles.list}>
              <For each={loaded().verdicts} fallback={<li class={styles.why}>{t('routing.empty')}</li>}>
                {(verdict) => (
                  <li class={styles.agent}>
                    <bdi class={styles.name}>{verdict.name}</bdi>
                    <span class={styles.load}>{t('assign.load', verdict.load, verdict.capacity)}</span>
                    <ul class={styles.why}>
                      <For each={verdict.reasons} fallback={<li data-tone="online">{t('routing.could')}</li>}>
                        {(reason) => <li>{t(`routing.${reason}`)}</li>}
                      </For>
                    </ul>
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </Loaded>
    </div>
  );
}

function summary({ queue, next, verdicts }: RoutingView): string {
  if (next !== null) {
    const rings = verdicts.some(({ id, reasons }) => id === next.id && reasons.includes('ringing'));
    return t(rings ? 'routing.rings' : 'routing.next', next.name);
  }
  return queue?.mode === 'pick' ? t('routing.pick') : t('routing.nobody');
}
