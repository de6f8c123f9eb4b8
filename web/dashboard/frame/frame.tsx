/** Around every page: the rail at the side (on a phone the bar at the foot), the tools at the end of each header, its tab's title, what rings over it, and the command palette. */
import type { JSX } from 'solid-js';
import { HeaderTools } from '../../kit/ui/header-tools.ts';
import { TabTitle } from '../../kit/ui/tab-title.ts';
import { useWaitingBadge } from '../desk-context.tsx';
import { LateOfferBanner } from '../offer/late-banner.tsx';
import { LatePalette } from '../palette/late-palette.tsx';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './frame.module.css';
import { HeaderToolbar } from './header-toolbar.tsx';
import { Rail } from './rail.tsx';

export function Frame(props: { site: string | undefined; children: JSX.Element }): JSX.Element {
  const me = useMe();
  useWaitingBadge();
  const siteName = () => me().sites.find(({ id }) => id === props.site)?.name;
  return (
    <div class={styles.app}>
      <a class={styles.skip} href="#main">
        {t('frame.skip')}
      </a>
      <LateOfferBanner />
      <Rail site={props.site} />
      <main class={styles.page} id="main" tabindex="-1">
        <TabTitle.Provider value={(page) => t('frame.tab-title', page, siteName())}>
          <HeaderTools.Provider value={() => <HeaderToolbar site={props.site} />}>
            {props.children}
          </HeaderTools.Provider>
        </TabTitle.Provider>
      </main>
      <LatePalette site={props.site} />
    </div>
  );
}
