/** The pages of one site: shown to those who have a role on it, explained to the others (M9). */
import { useParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { ButtonLink } from '../../kit/ui/button.tsx';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { NoPermissionState } from '../../kit/ui/states.tsx';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import styles from './start.module.css';

export function SitePages(props: { children?: JSX.Element }): JSX.Element {
  const me = useMe();
  const params = useParams<{ site: string }>();
  const known = () => me().sites.find((site) => site.id === params.site)?.id;
  return (
    <Show
      when={known()}
      keyed
      fallback={
        <>
          <PageHeader title={t('frame.no-role-here.title')} />
          <div class={styles.page}>
            <NoPermissionState
              title={t('frame.no-role-here.title')}
              action={<ButtonLink href="/">{t('frame.unknown.back')}</ButtonLink>}
            >
              <p>{t('frame.no-role-here.text')}</p>
            </NoPermissionState>
          </div>
        </>
      }
    >
      {props.children}
    </Show>
  );
}
