/** Where one is signed in: each browser with when and from where; signing one out, or all but this. */
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys, type SignInSession } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { useQuery } from '../../use-query.ts';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { When } from '../parts/when.tsx';
import styles from './device-row.module.css';
import { DeviceRow, deviceName } from './device-row.tsx';

export function SessionsSection(): JSX.Element {
  const client = useQueryClient();
  const sessions = useQuery(() => ({ queryKey: keys.sessions, queryFn: api.auth.sessions }));
  const [asking, setAsking] = createSignal(false);
  const [error, setError] = createSignal<string>();

  async function revokeOthers(): Promise<boolean> {
    setError(undefined);
    try {
      await api.auth.revokeOtherSessions();
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
      return false;
    }
    await client.invalidateQueries({ queryKey: keys.sessions });
    toast({ tone: 'good', text: t('sessions.others.done') });
    return true;
  }

  return (
    <Section title={t('sessions.title')} description={t('sessions.text')}>
      <Loaded query={sessions}>
        {(list) => (
          <>
            <ul data-testid="sessions">
              <For each={sorted(list())}>{(session) => <Row session={session} />}</For>
            </ul>
            <Show when={list().length > 1} fallback={<p class={styles.details}>{t('sessions.alone')}</p>}>
              <div>
                <Button variant="danger" onClick={() => setAsking(true)} data-testid="sessions.others">
                  {t('sessions.others')}
                </Button>
              </div>
            </Show>
          </>
        )}
      </Loaded>
      <ConfirmDialog
        open={asking()}
        onOpenChange={(open) => {
          setAsking(open);
          setError(undefined);
        }}
        title={t('sessions.others.title')}
        description={t('sessions.others.text')}
        confirmLabel={t('sessions.others')}
        error={error()}
        danger
        onConfirm={revokeOthers}
      />
    </Section>
  );
}

function Row(props: { session: SignInSession }): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  async function revoke(): Promise<void> {
    setBusy(true);
    try {
      await api.auth.revokeSession(props.session.token);
      await client.invalidateQueries({ queryKey: keys.sessions });
      toast({ tone: 'good', text: t('sessions.revoked') });
    } catch (thrown) {
      toast({ tone: 'trouble', text: refusalWords[asApiError(thrown).code] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <DeviceRow
      userAgent={props.session.userAgent}
      details={
        <>
          <span>
            {t('sessions.since')} <When at={Date.parse(props.session.createdAt)} />
          </span>
          <Show when={props.session.ipAddress}>{(ip) => <span class={styles.ip}>{ip()}</span>}</Show>
        </>
      }
      tools={
        <Show when={!props.session.current} fallback={<Badge tone="online">{t('device.here')}</Badge>}>
          <Button
            size="s"
            busy={busy()}
            onClick={revoke}
            aria-label={t('sessions.revoke.label', deviceName(props.session.userAgent))}
          >
            {t('sessions.revoke')}
          </Button>
        </Show>
      }
    />
  );
}

/** This browser first, then the newest. */
function sorted(list: readonly SignInSession[]): SignInSession[] {
  return [...list].sort(
    (a, b) => Number(b.current) - Number(a.current) || Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
}
