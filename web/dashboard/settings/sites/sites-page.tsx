/** All sites the member has a role on: where the chat may show, the role, and the ways to what belongs to a site. */
import { A } from '@solidjs/router';
import Globe from 'lucide-solid/icons/globe';
import Plus from 'lucide-solid/icons/plus';
import { For, type JSX, Show } from 'solid-js';
import { ButtonLink } from '../../../kit/ui/button.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { EmptyState, Skeleton } from '../../../kit/ui/states.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { api, keys, type SiteSummary } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { SiteMark } from './site-mark.tsx';
import styles from './sites.module.css';

/** So many origins are named in the table; the others are counted. */
const NAMED_ORIGINS = 2;

export function SitesPage(): JSX.Element {
  const me = useMe();
  const sites = useQuery(() => ({ queryKey: keys.sites, queryFn: api.sites.list }));
  return (
    <>
      <PageHeader
        title={t('sites.title')}
        tools={
          <Show when={me().owner}>
            <ButtonLink href="/sites/new" variant="primary" icon={Plus}>
              {t('sites.add')}
            </ButtonLink>
          </Show>
        }
      />
      <PageBody wide>
        <Loaded query={sites} skeleton={<RowsSkeleton rows={3} />}>
          {(list) => (
            <Show when={list().length > 0} fallback={<NoSites owner={me().owner} />}>
              <div class={styles.card}>
                <Table
                  label={t('sites.title')}
                  head={[t('sites.column.name'), t('sites.column.origins'), t('sites.column.role'), '']}
                  data-testid="sites"
                >
                  <For each={list()}>{(site) => <Row site={site} />}</For>
                </Table>
              </div>
            </Show>
          )}
        </Loaded>
      </PageBody>
    </>
  );
}

function Row(props: { site: SiteSummary }): JSX.Element {
  const me = useMe();
  const view = useQuery(() => ({
    queryKey: keys.site(props.site.id),
    queryFn: () => api.sites.read(props.site.id),
  }));
  const mayChange = () => mayOn(me(), props.site.id, 'admin');
  const href = (page: string) => `/sites/${props.site.id}/${page}`;
  return (
    <tr>
      <td>
        <A class={styles.name} href={mayChange() ? href('settings') : href('monitor')}>
          <SiteMark name={props.site.name} color={view.isSuccess ? view.data.color : undefined} />
          <span class={styles.nameText}>{props.site.name}</span>
        </A>
      </td>
      <td class={styles.origins}>
        <Show when={!view.isPending} fallback={<Skeleton width="half" />}>
          <Show when={view.isSuccess} fallback="–">
            <Origins origins={view.data?.origins ?? []} />
          </Show>
        </Show>
      </td>
      <td>{me().owner ? t('role.owner') : t(`role.${props.site.role}`)}</td>
      <td data-end>
        <span class={styles.ways}>
          <ButtonLink size="s" href={href('monitor')}>
            {t('sites.monitor')}
          </ButtonLink>
          <ButtonLink size="s" href={href('knowledge')}>
            {t('site-nav.knowledge')}
          </ButtonLink>
          <ButtonLink size="s" href={href('templates')}>
            {t('sites.templates')}
          </ButtonLink>
          <Show when={mayChange()}>
            <ButtonLink size="s" href={href('settings')} aria-label={t('sites.open', props.site.name)}>
              {t('sites.settings')}
            </ButtonLink>
          </Show>
        </span>
      </td>
    </tr>
  );
}

function Origins(props: { origins: string[] }): JSX.Element {
  const more = () => props.origins.length - NAMED_ORIGINS;
  return (
    <Show when={props.origins.length > 0} fallback={<span class={styles.none}>{t('sites.origins.none')}</span>}>
      <For each={props.origins.slice(0, NAMED_ORIGINS)}>{(origin) => <div class={styles.origin}>{origin}</div>}</For>
      <Show when={more() > 0}>
        <div class={styles.more}>{t('sites.origins.more', more())}</div>
      </Show>
    </Show>
  );
}

function NoSites(props: { owner: boolean }): JSX.Element {
  return (
    <EmptyState
      icon={Globe}
      title={props.owner ? t('sites.empty.title') : t('sites.none.title')}
      action={
        props.owner ? (
          <ButtonLink href="/sites/new" variant="primary" icon={Plus}>
            {t('sites.add')}
          </ButtonLink>
        ) : undefined
      }
    >
      {props.owner ? t('sites.empty.text') : t('sites.none.text')}
    </EmptyState>
  );
}
