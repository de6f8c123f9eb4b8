/** Invitations that nobody has accepted yet, and withdrawing one. Their links were shown once and are not kept. */
import { useQueryClient } from '@tanstack/solid-query';
import MailIcon from 'lucide-solid/icons/mail';
import { createSignal, For, type JSX } from 'solid-js';
import type { InvitationView } from '#protocol/member';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys, type SiteSummary } from '../../api.ts';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { exactly } from '../parts/when.tsx';
import styles from './members.module.css';
import { RoleList } from './role-list.tsx';

export function InvitationList(props: {
  invitations: readonly InvitationView[];
  sites: readonly SiteSummary[];
}): JSX.Element {
  const client = useQueryClient();
  const [withdrawing, setWithdrawing] = createSignal<InvitationView>();
  const [error, setError] = createSignal<string>();

  async function withdraw(): Promise<boolean> {
    const invitation = withdrawing();
    if (invitation === undefined) return true;
    try {
      await api.invitations.withdraw(invitation.id);
    } catch (thrown) {
      const { code } = asApiError(thrown);
      // Used or withdrawn meanwhile: the list tells which.
      if (code !== 'invitation.invalid') {
        setError(refusalWords[code]);
        return false;
      }
    }
    await client.invalidateQueries({ queryKey: keys.invitations });
    toast({ text: t('invitations.withdrawn', invitation.email) });
    return true;
  }

  return (
    <Section title={t('invitations.title')} description={t('invitations.text')}>
      <ul class={styles.invitations} data-testid="invitations">
        <For each={props.invitations}>
          {(invitation) => (
            <li class={styles.invitation}>
              <MailIcon size={16} strokeWidth={1.75} aria-hidden="true" />
              <span class={styles.texts}>
                <span class={styles.name}>{invitation.email}</span>
                <span class={styles.email}>
                  {invitation.expiresAt < Date.now()
                    ? t('invitations.expired')
                    : t('invitations.until', exactly(invitation.expiresAt))}
                </span>
                <RoleList roles={invitation.roles} sites={props.sites} />
              </span>
              <Button size="s" onClick={() => setWithdrawing(invitation)}>
                {t('invitations.withdraw')}
              </Button>
            </li>
          )}
        </For>
      </ul>
      <ConfirmDialog
        open={withdrawing() !== undefined}
        onOpenChange={(open) => {
          if (open) return;
          setError(undefined);
          setWithdrawing(undefined);
        }}
        title={t('invitations.withdraw.title', withdrawing()?.email ?? '')}
        description={t('invitations.withdraw.text')}
        confirmLabel={t('invitations.withdraw')}
        error={error()}
        danger
        onConfirm={withdraw}
      />
    </Section>
  );
}
