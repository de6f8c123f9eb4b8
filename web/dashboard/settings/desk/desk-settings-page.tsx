/** How a site's desk works: chat on or off, reasons, what is masked, what agents see while visitors type. */
import { useParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { NoPermissionState } from '../../../kit/ui/states.tsx';
import { api, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/desk-settings.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { SiteNav } from '../parts/site-nav.tsx';
import { ChatSection } from './chat-section.tsx';
import { MaskingSection } from './masking-section.tsx';
import { TypingSection } from './typing-section.tsx';
import { UnavailableSection } from './unavailable-section.tsx';
import { WrapUpSection } from './wrap-up-section.tsx';

export function DeskSettingsPage(): JSX.Element {
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
      <PageHeader title={t('desk-settings.title')} nav={<SiteNav site={params.site} />} />
      <PageBody wide>
        <Show
          when={mayChange()}
          fallback={
            <NoPermissionState title={t('desk-settings.no-permission.title')}>
              {t('desk-settings.no-permission.text')}
            </NoPermissionState>
          }
        >
          <Loaded query={site} skeleton={<RowsSkeleton rows={5} />}>
            {(view) => (
              // Another site in the address is another page: no half-typed text moves over.
              <Show when={params.site} keyed>
                <ChatSection site={view()} />
                <WrapUpSection site={view()} />
                <UnavailableSection site={view()} />
                <MaskingSection site={view()} />
                <TypingSection site={view()} />
              </Show>
            )}
          </Loaded>
        </Show>
      </PageBody>
    </>
  );
}
