/** How the connection is, where it isn't simply live: coming back (and what is kept meanwhile), or ended, and why. */
import CloudOff from 'lucide-solid/icons/cloud-off';
import LogIn from 'lucide-solid/icons/log-in';
import { type JSX, Show } from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { EmptyState } from '../../kit/ui/states.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './link-state.module.css';

export function LinkStrip(props: { desk: Desk }): JSX.Element {
  return (
    <Show when={props.desk.state.link === 'reconnecting'}>
      <div class={styles.strip} data-tone="waiting" role="status" data-testid="link.reconnecting">
        <CloudOff size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <span class={styles.text}>{t('desk.reconnecting')}</span>
        <Button size="s" onClick={() => props.desk.reconnect()}>
          {t('desk.now')}
        </Button>
      </div>
    </Show>
  );
}

export function LinkEnded(props: { desk: Desk }): JSX.Element {
  const why = () => {
    const { link } = props.desk.state;
    switch (typeof link === 'object' ? link.ended : undefined) {
      case CloseCode.unauthorized:
        return 'unauthorized';
      case CloseCode.forbidden:
        return 'forbidden';
      case CloseCode.unknownSite:
        return 'unknown-site';
      case CloseCode.upgradeNeeded:
        return 'upgrade';
      default:
        return 'other';
    }
  };
  const next = () => {
    switch (why()) {
      case 'unauthorized':
        return (
          <ButtonLink variant="primary" icon={LogIn} href={signInHref()}>
            {t('desk.ended.unauthorized.action')}
          </ButtonLink>
        );
      case 'forbidden':
      case 'unknown-site':
        return <ButtonLink href="/sites">{t('desk.to-sites')}</ButtonLink>;
      default:
        return (
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('frame.reload')}
          </Button>
        );
    }
  };
  return (
    <div class={styles.ended} role="alert">
      <EmptyState
        title={t(`desk.ended.${why()}.title`)}
        icon={CloudOff}
        action={next()}
        data-testid={`link.ended.${why()}`}
      >
        <p>{t(`desk.ended.${why()}.text`)}</p>
      </EmptyState>
    </div>
  );
}

function signInHref(): string {
  return `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}
