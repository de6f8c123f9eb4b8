/** Roles as words: the site and what somebody is there. Sites the viewer doesn't know are left out. */
import { For, type JSX, Show } from 'solid-js';
import type { SiteSummary } from '../../api.ts';
import { t } from '../../words/settings.ts';
import styles from './role-list.module.css';
import type { Roles } from './roles-editor.tsx';

export function RoleList(props: { roles: Roles; sites: readonly SiteSummary[] }): JSX.Element {
  const known = () => props.sites.filter((site) => props.roles[site.id] !== undefined);
  return (
    <Show when={known().length > 0} fallback={<span class={styles.none}>{t('members.no-roles')}</span>}>
      <ul class={styles.list}>
        <For each={known()}>
          {(site) => (
            <li class={styles.role}>
              <span class={styles.site}>{site.name}</span>
              <span class={styles.what}>{t(`role.${props.roles[site.id]!}`)}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
