/** A site's message templates (D5): everybody's and one's own, searched, written, imported from a file and exported to one. */
import { useParams, useSearchParams } from '@solidjs/router';
import FileDown from 'lucide-solid/icons/file-down';
import FileUp from 'lucide-solid/icons/file-up';
import Plus from 'lucide-solid/icons/plus';
import Search from 'lucide-solid/icons/search';
import SquareSlash from 'lucide-solid/icons/square-slash';
import X from 'lucide-solid/icons/x';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import type { Template } from '#protocol/template';
import { Button, IconButton } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { EmptyState } from '../../../kit/ui/states.tsx';
import { api, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { findTemplates } from '../../template-search.ts';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/templates.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { SiteNav } from '../parts/site-nav.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { printTemplates } from './template-file.ts';
import { TemplateList } from './template-list.tsx';
import styles from './templates.module.css';

export function TemplatesPage(): JSX.Element {
  const params = useParams<{ site: string }>();
  const me = useMe();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  /** The one in the dialog; `new` for one that is being written. */
  const [shown, setShown] = createSignal<Template | 'new'>();
  const [importing, setImporting] = createSignal(false);
  const q = () => (search.q ?? '').trim();
  const siteName = () => me().sites.find((one) => one.id === params.site)?.name ?? '';

  const templates = useQuery(() => ({
    queryKey: keys.templates(params.site),
    queryFn: () => api.templates.list(params.site),
  }));
  const all = () => (templates.isSuccess ? templates.data : []);

  function download(): void {
    const url = URL.createObjectURL(new Blob([printTemplates(all())], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'templates.csv';
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <>
      <PageHeader
        nav={<SiteNav site={params.site} />}
        title={t('templates.title')}
        beside={<Show when={all().length}>{(n) => <span class={styles.count}>{t('templates.count', n())}</span>}</Show>}
        tools={
          <>
            <Show when={all().length > 0}>
              <Button icon={FileDown} onClick={download} data-testid="templates.export">
                {t('templates.export')}
              </Button>
            </Show>
            <Button icon={FileUp} onClick={() => setImporting(true)} data-testid="templates.import">
              {t('templates.import')}
            </Button>
            <Button variant="primary" icon={Plus} onClick={() => setShown('new')} data-testid="templates.new">
              {t('templates.new')}
            </Button>
          </>
        }
      />
      <PageBody wide>
        <search>
          <TextField
            label={t('templates.search')}
            hideLabel
            class={styles.search}
            type="search"
            placeholder={t('templates.search')}
            maxLength={200}
            value={search.q ?? ''}
            onValue={(text) => setSearch({ q: text || undefined }, { replace: true })}
            end={
              <Show when={search.q} fallback={<Search class={styles.lens!} size={16} aria-hidden="true" />}>
                <IconButton
                  size="s"
                  icon={X}
                  label={t('templates.search.clear')}
                  onClick={() => setSearch({ q: undefined }, { replace: true })}
                />
              </Show>
            }
          />
        </search>
        <Loaded query={templates} skeleton={<RowsSkeleton rows={6} />}>
          {(list) => {
            const found = () => findTemplates(list(), q());
            return (
              <Switch>
                <Match when={list().length === 0}>
                  <EmptyState
                    icon={SquareSlash}
                    title={t('templates.empty.title')}
                    action={
                      <>
                        <Button variant="primary" icon={Plus} onClick={() => setShown('new')}>
                          {t('templates.new')}
                        </Button>
                        <Button icon={FileUp} onClick={() => setImporting(true)}>
                          {t('templates.import')}
                        </Button>
                      </>
                    }
                  >
                    {t('templates.empty.text')}
                  </EmptyState>
                </Match>
                <Match when={found().length === 0}>
                  <EmptyState icon={Search} title={t('templates.nothing.title', q())}>
                    {t('templates.nothing.text')}
                  </EmptyState>
                </Match>
                <Match when={true}>
                  <p class={styles.found} role="status">
                    <Show when={q() !== ''}>{t('templates.found', found().length, q())}</Show>
                  </p>
                  <TemplateList templates={found()} onOpen={setShown} />
                </Match>
              </Switch>
            );
          }}
        </Loaded>
      </PageBody>
      <Show when={shown()} keyed>
        {(template) => (
          <TemplateDialog
            site={params.site}
            siteName={siteName()}
            template={template === 'new' ? undefined : template}
            onClose={() => setShown(undefined)}
          />
        )}
      </Show>
      <Show when={importing()}>
        <ImportDialog
          site={params.site}
          supervises={mayOn(me(), params.site, 'supervisor')}
          onClose={() => setImporting(false)}
        />
      </Show>
    </>
  );
}
