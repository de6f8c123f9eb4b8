/** The way around: the site and its Monitor, then what is set up. Only what exists and what the member may see. */
import { useLocation, useNavigate } from '@solidjs/router';
import BookOpen from 'lucide-solid/icons/book-open';
import ChevronsUpDown from 'lucide-solid/icons/chevrons-up-down';
import Globe from 'lucide-solid/icons/globe';
import Inbox from 'lucide-solid/icons/inbox';
import Radio from 'lucide-solid/icons/radio';
import Settings from 'lucide-solid/icons/settings';
import Users from 'lucide-solid/icons/users';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { initials } from '../../kit/ui/avatar.tsx';
import type { Icon } from '../../kit/ui/icon.ts';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '../../kit/ui/menu.tsx';
import { StatusToggle } from '../availability/status-toggle.tsx';
import { type Attention, useAttention } from '../desk-context.tsx';
import { inboxPlace } from '../inbox/place.ts';
import { isSomeAdmin, mayOn, useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './rail.module.css';

/** More digits than fit beside the icon. */
const COUNT_MAX = 99;

interface Entry {
  path: string;
  /** Where it leads, if not to the path itself: where one was there. */
  href?: string;
  label: string;
  icon: Icon;
  current: boolean;
  /** Left out where the rail is a bar with little room: the site's menu leads there, too. */
  wideOnly?: boolean;
  attention?: Attention;
}

export function Rail(props: { site: string | undefined }): JSX.Element {
  const me = useMe();
  const location = useLocation();
  const attention = useAttention();

  const entries = (): Entry[] => {
    const { site } = props;
    const path = location.pathname;
    const knowledge = `/sites/${site}/knowledge`;
    const monitor = `/sites/${site}/monitor`;
    const inbox = `/sites/${site}/inbox`;
    const list: Entry[] = [];
    if (site !== undefined) {
      list.push({ path: monitor, label: t('frame.monitor'), icon: Radio, current: path.startsWith(monitor) });
      list.push({
        path: inbox,
        href: inbox + inboxPlace(site),
        label: t('frame.inbox'),
        icon: Inbox,
        current: path.startsWith(inbox),
        attention: attention(),
      });
      list.push({ path: knowledge, label: t('frame.knowledge'), icon: BookOpen, current: path.startsWith(knowledge) });
      list.push({
        // What an agent may see of the settings begins with the agents.
        path: `/sites/${site}/${mayOn(me(), site, 'admin') ? 'settings' : 'agents'}`,
        label: t('frame.settings'),
        icon: Settings,
        current: path.startsWith(`/sites/${site}/`) && ![monitor, inbox, knowledge].some((way) => path.startsWith(way)),
      });
    }
    list.push({
      path: '/sites',
      label: t('frame.sites'),
      icon: Globe,
      current: path === '/sites' || path === '/sites/new',
      wideOnly: site !== undefined,
    });
    if (isSomeAdmin(me())) {
      list.push({ path: '/members', label: t('frame.members'), icon: Users, current: path.startsWith('/members') });
    }
    return list;
  };

  return (
    <nav class={styles.rail} aria-label={t('frame.main')}>
      <Show when={me().sites.length > 0}>
        <SiteSwitcher site={props.site} />
      </Show>
      <ul class={styles.items}>
        <For each={entries().map((entry) => entry.path)}>
          {(path) => {
            // A way that is just going (its site was deleted) is drawn once more as it was.
            const entry = createMemo<Entry>((last) => entries().find((one) => one.path === path) ?? last!);
            return (
              <li class={entry().wideOnly ? styles.wideOnly : undefined}>
                <a class={styles.item} href={entry().href ?? path} aria-current={entry().current ? 'page' : undefined}>
                  <Dynamic component={entry().icon} size={20} strokeWidth={1.6} aria-hidden="true" />
                  <span class={styles.label}>{entry().label}</span>
                  <Show when={total(entry().attention)}>
                    {(count) => (
                      <b class={styles.count} role="img" aria-label={spoken(entry().attention)}>
                        {count() > COUNT_MAX ? `${COUNT_MAX}+` : count()}
                      </b>
                    )}
                  </Show>
                </a>
              </li>
            );
          }}
        </For>
      </ul>
      <StatusToggle />
    </nav>
  );
}

function total({ waiting, nobody }: Attention = { waiting: 0, nobody: 0 }): number {
  return waiting + nobody;
}

function spoken({ waiting, nobody }: Attention = { waiting: 0, nobody: 0 }): string {
  const said = [waiting > 0 && t('frame.waiting', waiting), nobody > 0 && t('frame.nobody', nobody)];
  return said.filter(Boolean).join(', ');
}

function SiteSwitcher(props: { site: string | undefined }): JSX.Element {
  const me = useMe();
  const navigate = useNavigate();
  const current = () => me().sites.find((site) => site.id === props.site) ?? me().sites[0]!;
  return (
    <Menu
      placement="right-start"
      data-testid="site.menu"
      trigger={(trigger) => (
        <button {...trigger} type="button" class={styles.site} title={current().name} data-testid="site.switch">
          <span class={styles.mark} aria-hidden="true">
            {initials(current().name, 1)}
          </span>
          <span class={styles.siteName}>
            <span class={styles.siteText}>{current().name}</span>
            <span class={styles.hidden}>{t('frame.site.switch')}</span>
            <ChevronsUpDown size={12} aria-hidden="true" />
          </span>
        </button>
      )}
    >
      <MenuChoices
        label={t('frame.site.heading')}
        value={current().id}
        onValue={(site) => navigate(`/sites/${site}/monitor`)}
        options={me().sites.map((site) => ({ value: site.id, label: site.name }))}
      />
      <MenuSeparator />
      <MenuItem icon={Globe} onSelect={() => navigate('/sites')}>
        {t('frame.site.all')}
      </MenuItem>
    </Menu>
  );
}
