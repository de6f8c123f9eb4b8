/** Where one is signed in: each browser with when and from where; signing one out, or all but this. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { api, keys, type SignInSession } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import { When } from '../parts/when.tsx';
import styles from './device-row.module.css';
import { DeviceRow, deviceName } from './device-row.tsx';
import { EndAllDialog } from './end-all-dialog.tsx';
import { EndButton } from './end-button.tsx';

export function SessionsSection(): JSX.Element {
  const sessions = useQuery(() => ({ queryKey: keys.sessions, queryFn: api.auth.sessions }));
  const [asking, setAsking] = createSignal(false);

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
      <EndAllDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t('sessions.others.title')}
        description={t('sessions.others.text')}
        confirmLabel={t('sessions.others')}
        done={t('sessions.others.done')}
        list={keys.sessions}
        onEnd={api.auth.revokeOtherSessions}
      />
    </Section>
  );
}

function Row(props: { session: SignInSession }): JSX.Element {
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
          <EndButton
            label={t('sessions.revoke.label', deviceName(props.session.userAgent))}
            done={t('sessions.revoked')}
            list={keys.sessions}
            onEnd={() => api.auth.revokeSession(props.session.token)}
          >
            {t('sessions.revoke')}
          </EndButton>
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
