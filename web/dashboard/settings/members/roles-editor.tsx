/** One role per site, or none: a select for every site that the viewer may give roles on. */
import { For, type JSX } from 'solid-js';
import { ROLES, type Role } from '#protocol/member';
import { Select } from '../../../kit/ui/field.tsx';
import type { SiteSummary } from '../../api.ts';
import { t } from '../../words/settings.ts';
import styles from './roles-editor.module.css';

export type Roles = Record<string, Role>;

export function RolesEditor(props: {
  sites: readonly SiteSummary[];
  roles: Roles;
  onRoles: (roles: Roles) => void;
}): JSX.Element {
  const options = [
    { value: 'none' as const, label: t('role.none') },
    ...ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
  ];

  function choose(site: string, role: Role | 'none'): void {
    const { [site]: _, ...others } = props.roles;
    props.onRoles(role === 'none' ? others : { ...others, [site]: role });
  }

  return (
    <div class={styles.editor}>
      <div class={styles.sites}>
        <For each={props.sites}>
          {(site) => (
            <Select<Role | 'none'>
              label={site.name}
              class={styles.site}
              value={props.roles[site.id] ?? 'none'}
              onValue={(role) => choose(site.id, role)}
              options={options}
            />
          )}
        </For>
      </div>
      <dl class={styles.legend}>
        <For each={ROLES}>
          {(role) => (
            <div>
              <dt>{t(`role.${role}`)}</dt>
              <dd>{t(`role.${role}.text`)}</dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
}
