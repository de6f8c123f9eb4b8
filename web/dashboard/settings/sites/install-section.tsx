/** How the chat gets onto the owner's pages: the script tag, and what a Content-Security-Policy there must allow. */
import { type JSX, Show } from 'solid-js';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import type { SiteView } from '../../api.ts';
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
          text={`<script async src="${origin}/widget.js" data-site="${props.site.id}"></script>`}
          code
          data-testid="install.snippet"
        />
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
