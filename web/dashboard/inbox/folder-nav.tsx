/** P5: the folders, each a link with its live count; and below them what narrows the list. */
import CircleCheck from 'lucide-solid/icons/circle-check';
import Inbox from 'lucide-solid/icons/inbox';
import Layers from 'lucide-solid/icons/layers';
import ListFilter from 'lucide-solid/icons/list-filter';
import Search from 'lucide-solid/icons/search';
import UserRound from 'lucide-solid/icons/user-round';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import X from 'lucide-solid/icons/x';
import { For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { NOBODY_MAX } from '#protocol/limits';
import { IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import { Kbd } from '../../kit/ui/kbd.tsx';
import { Menu, MenuChoices } from '../../kit/ui/menu.tsx';
import type { Tone } from '../../kit/ui/tone.ts';
import { formatNumber } from '../plural.ts';
import { t } from '../words/inbox.ts';
import styles from './folder-nav.module.css';
import { FOLDERS, type Folder } from './items.ts';

const ICONS: Record<Folder, Icon> = {
  unassigned: Inbox,
  nobody: UserRoundX,
  mine: UserRound,
  closed: CircleCheck,
  all: Layers,
};
const TONES: Partial<Record<Folder, Tone>> = { unassigned: 'waiting', nobody: 'trouble' };

export function FolderNav(props: {
  folder: Folder;
  /** None before the list has come; closed ones aren't counted. */
  counts: Partial<Record<Folder, number>>;
  href: (folder: Folder) => string;
  onFolder: (folder: Folder) => void;
}): JSX.Element {
  return (
    <nav aria-label={t('inbox.folders')}>
      <ul class={styles.folders}>
        <For each={FOLDERS}>
          {(folder) => (
            <li>
              <a
                class={styles.folder}
                href={props.href(folder)}
                aria-current={props.folder === folder ? 'page' : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  props.onFolder(folder);
                }}
                data-testid={`folder.${folder}`}
              >
                <Dynamic component={ICONS[folder]} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
                {t(`inbox.folder.${folder}`)}
                <Show when={props.counts[folder]}>
                  {(count) => (
                    <span class={styles.count} data-tone={TONES[folder]}>
                      {count() < NOBODY_MAX ? formatNumber(count()) : `${formatNumber(NOBODY_MAX - 1)}+`}
                    </span>
                  )}
                </Show>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

export function ListBar(props: {
  query: string;
  onQuery: (query: string) => void;
  /** I4: closed conversations are shown as well, or only the active ones; none where the folder leaves no choice. */
  show: 'all' | 'active' | undefined;
  onShow: (show: 'all' | 'active') => void;
  /** How many a search has found; none while nothing is searched. */
  found: number | undefined;
  ref: (field: HTMLInputElement) => void;
}): JSX.Element {
  return (
    <div class={styles.bar}>
      <label class={styles.search}>
        <Search size={16} strokeWidth={ICON_STROKE} class={styles.lens ?? ''} aria-hidden="true" />
        <input
          ref={props.ref}
          type="search"
          class={styles.input}
          value={props.query}
          placeholder={t('inbox.search.placeholder')}
          aria-label={t('inbox.search')}
          aria-keyshortcuts="/"
          onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || props.query === '') return;
            event.preventDefault();
            props.onQuery('');
          }}
          data-testid="inbox.search"
        />
        <span class={styles.found} role="status" data-testid="inbox.found">
          <Show when={props.found}>{(count) => <>{t('inbox.found', count())}</>}</Show>
        </span>
        <Show when={props.query !== ''} fallback={<Kbd>/</Kbd>}>
          <IconButton size="s" icon={X} label={t('inbox.search.clear')} onClick={() => props.onQuery('')} />
        </Show>
      </label>
      <Show when={props.show}>
        {(show) => (
          <Menu
            data-testid="inbox.show.menu"
            trigger={(trigger) => (
              <IconButton
                {...trigger}
                icon={ListFilter}
                label={t('inbox.show', t(`inbox.show.${show()}`))}
                aria-pressed={show() === 'active'}
                data-testid="inbox.show"
              />
            )}
          >
            <MenuChoices
              label={t('inbox.show.heading')}
              value={show()}
              onValue={props.onShow}
              options={(['all', 'active'] as const).map((value) => ({ value, label: t(`inbox.show.${value}`) }))}
            />
          </Menu>
        )}
      </Show>
    </div>
  );
}
