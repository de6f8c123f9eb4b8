/** The list when there is nothing in it: what the folder is for, and the one next step. */
import CircleCheck from 'lucide-solid/icons/circle-check';
import Inbox from 'lucide-solid/icons/inbox';
import Layers from 'lucide-solid/icons/layers';
import Search from 'lucide-solid/icons/search';
import UserRound from 'lucide-solid/icons/user-round';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { For, type JSX, Show } from 'solid-js';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import type { Icon } from '../../kit/ui/icon.ts';
import { EmptyState, Skeleton } from '../../kit/ui/states.tsx';
import { useOwnCard } from '../availability/own-status.ts';
import type { Desk } from '../desk-store.ts';
import { t } from '../words/inbox.ts';
import styles from './empty.module.css';
import type { Folder } from './items.ts';

const ICONS: Record<Folder, Icon> = {
  unassigned: Inbox,
  nobody: UserRoundX,
  mine: UserRound,
  closed: CircleCheck,
  all: Layers,
};

export function EmptyFolder(props: { desk: Desk; folder: Folder; onFolder: (folder: Folder) => void }): JSX.Element {
  const own = useOwnCard(() => props.desk);
  /** What is to be said of one's own conversations depends on whether they come. */
  const mood = () => {
    if (props.desk.state.offers.length > 0) return 'ringing';
    const status = own()?.status;
    return status === 'available' || status === 'rona' ? status : 'unavailable';
  };
  return (
    <div class={styles.middle}>
      <EmptyState
        title={t(`inbox.empty.${props.folder}.title`)}
        icon={ICONS[props.folder]}
        data-testid={`inbox.empty.${props.folder}`}
        action={
          <>
            <Show when={props.folder === 'mine'}>
              <Button onClick={() => props.onFolder('unassigned')}>{t('inbox.empty.mine.action')}</Button>
            </Show>
            <Show when={props.folder === 'all'}>
              <ButtonLink href={`/sites/${props.desk.site}/monitor`}>{t('inbox.empty.all.action')}</ButtonLink>
            </Show>
          </>
        }
      >
        <p>{props.folder === 'mine' ? t(`inbox.empty.mine.${mood()}`) : t(`inbox.empty.${props.folder}.text`)}</p>
      </EmptyState>
    </div>
  );
}

export function NothingFound(props: { query: string; onClear: () => void }): JSX.Element {
  return (
    <div class={styles.middle}>
      <EmptyState
        title={t('inbox.empty.search.title')}
        icon={Search}
        data-testid="inbox.empty.search"
        action={<Button onClick={() => props.onClear()}>{t('inbox.empty.search.action')}</Button>}
      >
        <p>{t('inbox.empty.search.text', props.query)}</p>
      </EmptyState>
    </div>
  );
}

export function LoadingList(): JSX.Element {
  return (
    <div class={styles.loading} role="status" aria-label={t('frame.loading')}>
      <For each={Array.from({ length: 7 })}>
        {() => (
          <div class={styles.row}>
            <Skeleton width="half" />
            <Skeleton />
          </div>
        )}
      </For>
    </div>
  );
}
