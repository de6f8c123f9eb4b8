/** The members: who they are, their roles, and what may be done with each. */
import { useQueryClient } from '@tanstack/solid-query';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import KeyRound from 'lucide-solid/icons/key-round';
import UserMinus from 'lucide-solid/icons/user-minus';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { MemberView } from '#protocol/member';
import { Avatar } from '../../../kit/ui/avatar.tsx';
import { Badge } from '../../../kit/ui/badge.tsx';
import { IconButton } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Menu, MenuItem } from '../../../kit/ui/menu.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys, type SiteSummary } from '../../api.ts';
import { useMe } from '../../session.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import styles from './members.module.css';
import { RoleList } from './role-list.tsx';
import { RolesDialog } from './roles-dialog.tsx';

export function MemberTable(props: {
  members: readonly MemberView[];
  /** All that the viewer knows. */
  sites: readonly SiteSummary[];
  /** Those of them on which the viewer may give roles. */
  mine: readonly SiteSummary[];
}): JSX.Element {
  const [changing, setChanging] = createSignal<MemberView>();
  const [removing, setRemoving] = createSignal<MemberView>();
  return (
    <>
      <div class={styles.card}>
        <Table
          label={t('members.title')}
          head={[t('members.column.name'), t('members.column.roles'), '']}
          data-testid="members"
        >
          <For each={props.members}>
            {(member) => (
              <Row
                member={member}
                sites={props.sites}
                onChange={() => setChanging(member)}
                onRemove={() => setRemoving(member)}
              />
            )}
          </For>
        </Table>
      </div>
      <Show when={changing()} keyed>
        {(member) => <RolesDialog member={member} sites={props.mine} onClose={() => setChanging(undefined)} />}
      </Show>
      <RemoveDialog member={removing()} onClose={() => setRemoving(undefined)} />
    </>
  );
}

function Row(props: {
  member: MemberView;
  sites: readonly SiteSummary[];
  onChange: () => void;
  onRemove: () => void;
}): JSX.Element {
  const me = useMe();
  return (
    <tr>
      <td>
        <span class={styles.who}>
          <Avatar name={props.member.name} kind="agent" />
          <span class={styles.texts}>
            <span class={styles.name}>
              {props.member.name}
              <Show when={props.member.id === me().id}>
                <span class={styles.you}> {t('members.you')}</span>
              </Show>
            </span>
            <span class={styles.email}>{props.member.email}</span>
          </span>
        </span>
      </td>
      <td>
        <Show
          when={!props.member.owner}
          fallback={
            <span class={styles.owner}>
              <Badge tone="agent" icon={KeyRound}>
                {t('role.owner')}
              </Badge>
              <span class={styles.email}>{t('members.owner.text')}</span>
            </span>
          }
        >
          <RoleList roles={props.member.roles} sites={props.sites} />
        </Show>
      </td>
      <td data-end>
        <Show when={!props.member.owner && props.member.id !== me().id}>
          <span class={styles.menu}>
            <Menu
              trigger={(trigger) => (
                <IconButton {...trigger} size="s" icon={Ellipsis} label={t('members.menu', props.member.name)} />
              )}
            >
              <MenuItem icon={KeyRound} onSelect={() => props.onChange()} data-testid="member.roles">
                {t('members.change')}
              </MenuItem>
              <Show when={me().owner}>
                <MenuItem icon={UserMinus} danger onSelect={() => props.onRemove()} data-testid="member.remove">
                  {t('members.remove')}
                </MenuItem>
              </Show>
            </Menu>
          </span>
        </Show>
      </td>
    </tr>
  );
}

function RemoveDialog(props: { member: MemberView | undefined; onClose: () => void }): JSX.Element {
  const client = useQueryClient();
  const [error, setError] = createSignal<string>();

  async function remove(): Promise<boolean> {
    const member = props.member;
    if (member === undefined) return true;
    setError(undefined);
    try {
      await api.members.remove(member.id);
    } catch (thrown) {
      const { code } = asApiError(thrown);
      // Somebody else was faster: what was wanted is done.
      if (code !== 'member.unknown') {
        setError(refusalWords[code]);
        return false;
      }
    }
    client.setQueryData<MemberView[]>(keys.members, (list) => list?.filter((one) => one.id !== member.id));
    toast({ tone: 'good', text: t('members.removed', member.name) });
    return true;
  }

  return (
    <ConfirmDialog
      open={props.member !== undefined}
      onOpenChange={(open) => {
        if (open) return;
        setError(undefined);
        props.onClose();
      }}
      title={t('members.remove.title', props.member?.name ?? '')}
      description={t('members.remove.text')}
      confirmLabel={t('members.remove.confirm')}
      error={error()}
      danger
      onConfirm={remove}
    />
  );
}
