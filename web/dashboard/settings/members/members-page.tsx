/** Who belongs to the workspace and as what, site by site; and the invitations that are still open. For admins. */

import UserPlus from 'lucide-solid/icons/user-plus';
import { createSignal, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { NoPermissionState } from '../../../kit/ui/states.tsx';
import { api, keys, type SiteSummary } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { isSomeAdmin, mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import styles from './members.module.css';

export function MembersPage(): JSX.Element {
  const me = useMe();
  const allowed = () => isSomeAdmin(me());
  const [inviting, setInviting] = createSignal(false);
  const members = useQuery(() => ({ queryKey: keys.members, queryFn: api.members.list, enabled: allowed() }));
  const invitations = useQuery(() => ({
    queryKey: keys.invitations,
    queryFn: api.invitations.list,
    enabled: allowed(),
  }));
  const sites = useQuery(() => ({ queryKey: keys.sites, queryFn: api.sites.list, enabled: allowed() }));
  /** Where the viewer may give roles. */
  const mine = (): SiteSummary[] => (sites.isSuccess ? sites.data.filter((site) => mayOn(me(), site.id, 'admin')) : []);

  return (
    <>
      <PageHeader
        title={t('members.title')}
        beside={
          <Show when={members.isSuccess && members.data.length}>
            {(count) => <span class={styles.count}>{t('members.count', count())}</span>}
          </Show>
        }
        tools={
          <Show when={allowed()}>
            <Button
              variant="primary"
              icon={UserPlus}
              disabled={mine().length === 0}
              onClick={() => setInviting(true)}
              data-testid="members.invite"
            >
              {t('members.invite')}
            </Button>
          </Show>
        }
      />
      <PageBody wide>
        <Show
          when={allowed()}
          fallback={
            <NoPermissionState title={t('members.no-permission.title')}>
              {t('members.no-permission.text')}
            </NoPermissionState>
          }
        >
          <Loaded query={members} skeleton={<RowsSkeleton rows={4} />}>
            {(list) => (
              <Loaded query={sites} skeleton={<RowsSkeleton rows={4} />}>
                {(all) => <MemberTable members={list()} sites={all()} mine={mine()} />}
              </Loaded>
            )}
          </Loaded>
          <Loaded query={invitations} skeleton={<span />}>
            {(list) => (
              <Show when={list().length > 0}>
                <InvitationList invitations={list()} sites={sites.isSuccess ? sites.data : []} />
              </Show>
            )}
          </Loaded>
        </Show>
      </PageBody>
      <InviteDialog sites={mine()} open={inviting()} onOpenChange={setInviting} />
    </>
  );
}
