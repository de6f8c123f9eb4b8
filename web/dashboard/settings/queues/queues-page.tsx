/** A site's queues: how each works, and how long it is right now. */
import { useParams } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Queue } from '#protocol/queue';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../../kit/ui/icon.ts';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { NoPermissionState } from '../../../kit/ui/states.tsx';
import { api, keys } from '../../api.ts';
import { useDesk } from '../../desk-context.tsx';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/queues.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { SiteNav } from '../parts/site-nav.tsx';
import { QueueDialog } from './queue-dialog.tsx';
import { minutesOf } from './queue-times.ts';
import styles from './queues.module.css';

export function QueuesPage(): JSX.Element {
  const params = useParams<{ site: string }>();
  const me = useMe();
  /** The one in the dialog; `new` for one that is being made. */
  const [shown, setShown] = createSignal<Queue | 'new'>();
  const mayChange = () => mayOn(me(), params.site, 'admin');
  const queues = useQuery(() => ({
    queryKey: keys.queues(params.site),
    queryFn: () => api.queues.list(params.site),
    enabled: mayChange(),
  }));
  const all = () => (queues.isSuccess ? queues.data : []);
  return (
    <>
      <PageHeader
        nav={<SiteNav site={params.site} />}
        title={t('queues.title')}
        beside={<Show when={all().length}>{(n) => <span class={styles.count}>{t('queues.count', n())}</span>}</Show>}
        tools={
          <Show when={mayChange()}>
            <Button variant="primary" icon={Plus} onClick={() => setShown('new')} data-testid="queues.new">
              {t('queues.new')}
            </Button>
          </Show>
        }
      />
      <PageBody wide>
        <Show
          when={mayChange()}
          fallback={
            <NoPermissionState title={t('queues.no-permission.title')}>
              {t('queues.no-permission.text')}
            </NoPermissionState>
          }
        >
          <p class={styles.intro}>{t('queues.text')}</p>
          <Loaded query={queues} skeleton={<RowsSkeleton rows={2} />}>
            {(list) => (
              <ul class={styles.list} data-testid="queues">
                <For each={list()}>
                  {(queue, at) => (
                    <Row queue={queue} queues={list()} first={at() === 0} onOpen={() => setShown(queue)} />
                  )}
                </For>
              </ul>
            )}
          </Loaded>
        </Show>
      </PageBody>
      <Show when={shown()} keyed>
        {(queue) => (
          <QueueDialog
            site={params.site}
            queue={queue === 'new' ? undefined : queue}
            queues={all()}
            onClose={() => setShown(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function Row(props: { queue: Queue; queues: readonly Queue[]; first: boolean; onOpen: () => void }): JSX.Element {
  const desk = useDesk();
  const live = () => desk()?.state.queues.get(props.queue.id);
  const overflow = () => props.queues.find(({ id }) => id === props.queue.overflow);
  const facts = () => {
    const { mode, ringMs, everyone, members, capacity, waitMs } = props.queue;
    return [
      mode === 'ring' ? t('queues.ring', ringMs / 1_000) : t('queues.pick'),
      everyone ? t('queues.everyone') : t('queues.members', members.length),
      t('queues.wait', minutesOf(waitMs)) + (overflow() ? `, ${t('queues.overflow', overflow()!.name)}` : ''),
      ...(capacity === null ? [] : [t('queues.most', capacity)]),
    ];
  };
  return (
    <li class={styles.item}>
      <button type="button" class={styles.open} onClick={() => props.onOpen()} data-testid="queue.open">
        <span class={styles.name} dir="auto">
          {props.queue.name}
        </span>
        <span class={styles.marks}>
          <Show when={props.first}>
            <Badge tone="closed">{t('queues.first')}</Badge>
          </Show>
          <Show when={live()}>
            {(card) => <span class={styles.live}>{t('queues.live', card().waiting, card().available)}</span>}
          </Show>
        </span>
        <span class={styles.facts}>{facts().join(' · ')}</span>
        <ChevronRight class={styles.way!} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
      </button>
    </li>
  );
}
