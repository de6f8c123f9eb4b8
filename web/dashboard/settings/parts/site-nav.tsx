/** The ways between the settings of one site, under the header of each of its pages: those that the member may use. */
import { useLocation } from '@solidjs/router';
import { For, type JSX } from 'solid-js';
import { mayOn, useMe } from '../../session.tsx';
import { t } from '../../words/settings.ts';
import styles from './site-nav.module.css';
import { SITE_WAYS } from './site-ways.ts';

export function SiteNav(props: { site: string }): JSX.Element {
  const me = useMe();
  const location = useLocation();
  const href = (page: string) => `/sites/${props.site}/${page}`;
  return (
    <nav class={styles.nav} aria-label={t('site-nav.label')} data-testid="site.nav">
      <For each={SITE_WAYS.filter(({ need }) => mayOn(me(), props.site, need))}>
        {({ page }) => (
          <a class={styles.way} href={href(page)} aria-current={location.pathname === href(page) ? 'page' : undefined}>
            {t(`site-nav.${page}`)}
          </a>
        )}
      </For>
    </nav>
  );
}
