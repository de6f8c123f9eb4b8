/** How the chat gets onto the owner's pages: the script tag, whether it works, and what a Content-Security-Policy there must allow. */
import { type JSX, Show } from 'solid-js';
import { ButtonLink } from '../../../kit/ui/button.tsx';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { api, keys, type SiteView } from '../../api.ts';
import { ticking } from '../../clock.ts';
import { formatAge } from '../../time.ts';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import styles from './install-section.module.css';

export function InstallSection(props: { site: SiteView }): JSX.Element {
  // The chat is served from where the dashboard is.
  const origin = window.location.origin;
  return (
    <Section title={t('install.title')} description={t('install.text')}>
      <div class={styles.parts}>
        <Show when={props.site.origins.length === 0}>
          <p class={styles.warning}>{t('install.origins')}</p>
        </Show>
        <CopyField
          label={t('install.snippet')}
          text={`<script async src="${origin}/widget.js" data-site="${props.site.id}" data-color="${props.site.color}"></script>`}
          code
          data-testid="install.snippet"
        />
        <Seen site={props.site} />
        <details class={styles.csp}>
          <summary>{t('install.csp.title')}</summary>
          <div class={styles.parts}>
            <p>{t('install.csp.text')}</p>
            <CopyField
              label={t('install.csp')}
              text={`script-src ${origin};\nframe-src ${origin};`}
              code
              data-testid="install.csp"
            />
          </div>
        </details>
      </div>
    </Section>
  );
}

/** How often a page is looked for, ms, until one was seen: nobody watches this for long. */
const LOOK_EVERY_MS = 3_000;

/** Tells, live, whether the script tag works: where the chat was loaded last, or that a page has to be opened. */
function Seen(props: { site: SiteView }): JSX.Element {
  const query = useQuery(() => ({
    queryKey: keys.seenPage(props.site.id),
    queryFn: () => api.sites.seenPage(props.site.id),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data ? false : LOOK_EVERY_MS),
  }));
  const seen = () => query.data ?? null;
  const page = () => seen()?.url ?? props.site.origins.find((origin) => !origin.includes('*'));
  return (
    <div class={styles.seen} data-seen={seen() !== null} data-testid="install.seen">
      <p role="status">
        <Show when={seen()} fallback={t('install.waiting')}>
          {(it) => <>{t('install.seen', it().url, formatAge(it().at, ticking()))}</>}
        </Show>
      </p>
      <div class={styles.next}>
        <Show when={page()}>
          {(url) => (
            <ButtonLink href={url()} target="_blank" rel="noopener">
              {t('install.open-page')}
            </ButtonLink>
          )}
        </Show>
        <Show when={seen()}>
          <ButtonLink href={`/sites/${props.site.id}/monitor`} variant="primary">
            {t('install.monitor')}
          </ButtonLink>
        </Show>
      </div>
    </div>
  );
}
