/** Where `/` leads: to the Monitor of the site last used, or to the first step of those who have no site yet. */
import { Navigate } from '@solidjs/router';
import Compass from 'lucide-solid/icons/compass';
import Globe from 'lucide-solid/icons/globe';
import { type JSX, Match, Switch } from 'solid-js';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { EmptyState, NoPermissionState } from '../../kit/ui/states.tsx';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import { lastSite } from './last-site.ts';
import styles from './start.module.css';

export function StartPage(): JSX.Element {
  const me = useMe();
  return (
    <Switch>
      <Match when={lastSite(me())}>{(site) => <Navigate href={`/sites/${site()}/monitor`} />}</Match>
      <Match when={me().owner}>
        <PageHeader title={t('frame.sites')} />
        <div class={styles.page}>
          <EmptyState
            title={t('frame.no-sites.title')}
            icon={Globe}
            data-testid="no-sites"
            action={
              <ButtonLink variant="primary" href="/sites/new">
                {t('frame.no-sites.add')}
              </ButtonLink>
            }
          >
            <p>{t('frame.no-sites.text')}</p>
          </EmptyState>
        </div>
      </Match>
      <Match when={true}>
        <PageHeader title={t('frame.sites')} />
        <div class={styles.page}>
          <NoPermissionState title={t('frame.no-role.title')} data-testid="no-role">
            <p>{t('frame.no-role.text')}</p>
          </NoPermissionState>
        </div>
      </Match>
    </Switch>
  );
}

export function UnknownPage(): JSX.Element {
  return (
    <>
      <PageHeader title={t('frame.unknown.title')} />
      <div class={styles.page}>
        <EmptyState
          title={t('frame.unknown.title')}
          icon={Compass}
          data-testid="page.unknown"
          action={<ButtonLink href="/">{t('frame.unknown.back')}</ButtonLink>}
        >
          <p>{t('frame.unknown.text')}</p>
        </EmptyState>
      </div>
    </>
  );
}
