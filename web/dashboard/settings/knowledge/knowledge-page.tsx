/** A site's articles: all of them, or those a search finds; new ones, import, and a question tried out. */
import { useParams, useSearchParams } from '@solidjs/router';
import { keepPreviousData } from '@tanstack/solid-query';
import BookOpen from 'lucide-solid/icons/book-open';
import FileUp from 'lucide-solid/icons/file-up';
import Plus from 'lucide-solid/icons/plus';
import Search from 'lucide-solid/icons/search';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import { ARTICLES_MAX } from '#protocol/article';
import { Button, ButtonLink, IconButton } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { EmptyState } from '../../../kit/ui/states.tsx';
import { api, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { rested } from '../../rested.ts';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/knowledge.ts';
import { RowsSkeleton } from '../parts/rows-skeleton.tsx';
import { ArticleList } from './article-list.tsx';
import { ImportDialog } from './import-dialog.tsx';
import styles from './knowledge.module.css';
import { TryQuestion } from './try-question.tsx';

/** From here on the count tells how many fit. */
const COUNT_OF_MAX_FROM = 0.8 * ARTICLES_MAX;

export function KnowledgePage(): JSX.Element {
  const params = useParams<{ site: string }>();
  const me = useMe();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const [typed, setTyped] = createSignal(search.q ?? '');
  const [importing, setImporting] = createSignal(false);
  const mayWrite = () => mayOn(me(), params.site, 'supervisor');
  const q = () => (search.q ?? '').trim();
  const href = (page: string) => `/sites/${params.site}/knowledge/${page}`;

  // The address holds the search, so it can be linked and gone back from.
  const asked = rested(() => typed().trim());
  createEffect(on(asked, (text) => setSearch({ q: text || undefined }, { replace: true }), { defer: true }));
  createEffect(on(q, (now) => now === typed().trim() || setTyped(now), { defer: true }));

  const articles = useQuery(() => ({
    queryKey: keys.articles(params.site, q()),
    queryFn: ({ signal }) => api.articles.list(params.site, q(), signal),
    placeholderData: keepPreviousData,
  }));
  const count = () => (articles.isSuccess && q() === '' ? articles.data.length : undefined);

  return (
    <>
      <PageHeader
        title={t('knowledge.title')}
        beside={<Show when={count()}>{(n) => <span class={styles.count}>{countWords(n())}</span>}</Show>}
        tools={
          <Show when={mayWrite()}>
            <Button icon={FileUp} onClick={() => setImporting(true)} data-testid="knowledge.import">
              {t('knowledge.import')}
            </Button>
            <ButtonLink href={href('new')} variant="primary" icon={Plus}>
              {t('knowledge.new')}
            </ButtonLink>
          </Show>
        }
      />
      <PageBody wide>
        <div class={styles.columns}>
          <div class={styles.main}>
            <search>
              <TextField
                label={t('knowledge.search')}
                hideLabel
                class={styles.search}
                type="search"
                placeholder={t('knowledge.search')}
                maxLength={200}
                value={typed()}
                onValue={setTyped}
                end={
                  <Show when={typed() !== ''} fallback={<Search class={styles.lens!} size={16} aria-hidden="true" />}>
                    <IconButton size="s" icon={X} label={t('knowledge.search.clear')} onClick={() => setTyped('')} />
                  </Show>
                }
              />
            </search>
            <Loaded query={articles} skeleton={<RowsSkeleton rows={6} />}>
              {(list) => (
                <Switch>
                  <Match when={list().length > 0}>
                    <p class={styles.found} role="status">
                      <Show when={q() !== ''}>{t('knowledge.found', list().length, q())}</Show>
                    </p>
                    <ArticleList articles={list()} q={q()} href={href} />
                  </Match>
                  <Match when={q() !== ''}>
                    <EmptyState
                      icon={Search}
                      title={t('knowledge.nothing.title', q())}
                      action={
                        mayWrite() ? (
                          <ButtonLink href={href(`new?title=${encodeURIComponent(q())}`)} icon={Plus}>
                            {t('knowledge.nothing.write')}
                          </ButtonLink>
                        ) : undefined
                      }
                    >
                      {t('knowledge.nothing.text')}
                    </EmptyState>
                  </Match>
                  <Match when={true}>
                    <EmptyState
                      icon={BookOpen}
                      title={t('knowledge.empty.title')}
                      action={
                        mayWrite() ? (
                          <>
                            <ButtonLink href={href('new')} variant="primary" icon={Plus}>
                              {t('knowledge.new')}
                            </ButtonLink>
                            <Button icon={FileUp} onClick={() => setImporting(true)}>
                              {t('knowledge.import')}
                            </Button>
                          </>
                        ) : undefined
                      }
                    >
                      {mayWrite() ? t('knowledge.empty.text') : t('knowledge.empty.reader')}
                    </EmptyState>
                  </Match>
                </Switch>
              )}
            </Loaded>
          </div>
          <TryQuestion site={params.site} href={href} />
        </div>
      </PageBody>
      <ImportDialog site={params.site} open={importing()} onOpenChange={setImporting} />
    </>
  );
}

function countWords(count: number): string {
  return count < COUNT_OF_MAX_FROM ? t('knowledge.count', count) : t('knowledge.count.of', count, ARTICLES_MAX);
}
