/** Everything an admin sets for one site: look, allowed origins, installing, deleting. */
import { useLocation, useParams } from '@solidjs/router';
import { type Accessor, createEffect, type JSX, on, Show } from 'solid-js';
import { ButtonLink } from '../../../kit/ui/button.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { NoPermissionState, Skeleton } from '../../../kit/ui/states.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys, type SiteView } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import { SiteNav } from '../parts/site-nav.tsx';
import { DeleteSection } from './delete-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { InstallSection } from './install-section.tsx';
import { OriginsSection } from './origins-section.tsx';
import { ProtectionSection } from './protection-section.tsx';
import styles from './site-settings-page.module.css';

export function SiteSettingsPage(): JSX.Element {
  const params = useParams<{ site: string }>();
  const me = useMe();
  const mayChange = () => mayOn(me(), params.site, 'admin');
  const site = useQuery(() => ({
    queryKey: keys.site(params.site),
    queryFn: () => api.sites.read(params.site),
    enabled: mayChange(),
  }));
  return (
    <>
      <PageHeader title={t('site-nav.settings')} nav={<SiteNav site={params.site} />} />
      <PageBody wide>
        <Show when={mayChange()} fallback={<NotAllowed site={params.site} />}>
          <Loaded query={site} skeleton={<SettingsSkeleton />}>
            {(view) => (
              // Another site in the address is another page: no half-typed text moves over.
              <Show when={params.site} keyed>
                <Sections site={view} />
              </Show>
            )}
          </Loaded>
        </Show>
      </PageBody>
    </>
  );
}

function Sections(props: { site: Accessor<SiteView> }): JSX.Element {
  const location = useLocation();
  const anchors: Record<string, HTMLElement> = {};
  createEffect(
    on(
      () => location.hash,
      (hash) => queueMicrotask(() => anchors[hash.slice(1)]?.scrollIntoView()),
    ),
  );
  const anchor = (name: string) => (element: HTMLElement) => {
    anchors[name] = element;
  };
  return (
    <>
      <GeneralSection site={props.site()} />
      <div ref={anchor('origins')} class={styles.anchor}>
        <OriginsSection site={props.site()} />
      </div>
      <div ref={anchor('install')} class={styles.anchor}>
        <InstallSection site={props.site()} />
      </div>
      <ProtectionSection site={props.site().id} />
      <DeleteSection site={props.site()} />
    </>
  );
}

function NotAllowed(props: { site: string }): JSX.Element {
  return (
    <NoPermissionState
      title={t('site.no-permission.title')}
      action={<ButtonLink href={`/sites/${props.site}/knowledge`}>{t('site-nav.knowledge')}</ButtonLink>}
    >
      {t('site.no-permission.text')}
    </NoPermissionState>
  );
}

function SettingsSkeleton(): JSX.Element {
  return (
    <div class={styles.skeleton} role="status" aria-label={uiWords().loading}>
      <Skeleton height="block" />
      <Skeleton height="block" />
      <Skeleton height="block" />
    </div>
  );
}
