/** One article: written in Markdown with its preview, saved, deleted; or read, by those who may only read. */
import { useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import Trash from 'lucide-solid/icons/trash';
import { createEffect, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import { type Article, type ArticleSummary, articleBodySchema } from '#protocol/article';
import { ButtonLink, IconButton } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { PageBody, PageHeader } from '../../../kit/ui/page-header.tsx';
import { EmptyState, NoPermissionState, Skeletons } from '../../../kit/ui/states.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { mayOn, useMe } from '../../session.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/knowledge.ts';
import { refusalWords } from '../../words/refusals.ts';
import { createForm } from '../form.ts';
import { focusFirst } from '../parts/focus.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { When } from '../parts/when.tsx';
import styles from './article.module.css';
import { Conflict } from './conflict.tsx';
import { MarkdownEditor } from './markdown-editor.tsx';
import { Rendered } from './rendered.tsx';

export function ArticlePage(): JSX.Element {
  const params = useParams<{ site: string; article?: string }>();
  return (
    <Show when={params.article ?? 'new'} keyed>
      {(article) => (
        <Show when={article !== 'new'} fallback={<NewArticle site={params.site} />}>
          <StoredArticle site={params.site} id={article} />
        </Show>
      )}
    </Show>
  );
}

function NewArticle(props: { site: string }): JSX.Element {
  const me = useMe();
  return (
    <>
      <Head title={t('article.new')} site={props.site} />
      <PageBody wide>
        <Show
          when={mayOn(me(), props.site, 'supervisor')}
          fallback={
            <NoPermissionState title={t('article.no-permission.title')} action={<Back site={props.site} />}>
              {t('article.no-permission.text')}
            </NoPermissionState>
          }
        >
          <ArticleForm site={props.site} article={undefined} deleted={false} />
        </Show>
      </PageBody>
    </>
  );
}

function StoredArticle(props: { site: string; id: string }): JSX.Element {
  const me = useMe();
  const mayWrite = () => mayOn(me(), props.site, 'supervisor');
  const article = useQuery(() => ({
    queryKey: keys.article(props.site, props.id),
    queryFn: () => api.articles.read(props.site, props.id),
  }));
  const [deleted, setDeleted] = createSignal(false);
  const gone = () => article.isLoadingError && asApiError(article.error).code === 'article.unknown';
  return (
    <>
      <Head
        title={article.isSuccess ? article.data.title : t('knowledge.title')}
        site={props.site}
        tools={
          <Show when={mayWrite() && article.isSuccess}>
            <DeleteArticle site={props.site} article={article.data!} onDeleted={() => setDeleted(true)} />
          </Show>
        }
      />
      <PageBody wide>
        <Switch
          fallback={
            <Loaded query={article} skeleton={<Skeletons lines={12} />}>
              {(stored) => (
                <Show when={mayWrite()} fallback={<ReadArticle article={stored()} />}>
                  <ArticleForm site={props.site} article={stored()} deleted={deleted()} />
                </Show>
              )}
            </Loaded>
          }
        >
          <Match when={gone()}>
            <EmptyState title={t('article.unknown.title')} action={<Back site={props.site} />}>
              {t('article.unknown.text')}
            </EmptyState>
          </Match>
        </Switch>
      </PageBody>
    </>
  );
}

function ArticleForm(props: { site: string; article: Article | undefined; deleted: boolean }): JSX.Element {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ title?: string }>();
  const [theirs, setTheirs] = createSignal<Article>();
  /** The version that is being written over. */
  let seen = props.article?.updatedAt ?? 0;
  const form = createForm({
    initial: () => ({ title: props.article?.title ?? '', body: props.article?.body ?? '' }),
    schema: articleBodySchema,
    save: (body) =>
      props.article === undefined
        ? api.articles.create(props.site, body)
        : api.articles.change(props.site, props.article.id, { ...body, seen }),
    onSaved: (saved) => {
      seen = saved.updatedAt;
      client.setQueryData(keys.article(props.site, saved.id), saved);
      void client.invalidateQueries({
        queryKey: keys.articles(props.site),
        predicate: (query) => query.queryKey[3] !== saved.id,
      });
      if (props.article !== undefined) return;
      toast({ tone: 'good', text: t('article.saved') });
      navigate(`/sites/${props.site}/knowledge/${saved.id}`, { replace: true });
    },
  });
  // What came from elsewhere was taken over, unless somebody is writing here.
  createEffect(
    on(
      () => props.article,
      (article) => {
        if (article && !form.dirty()) seen = article.updatedAt;
      },
    ),
  );
  createEffect(
    on(form.refusal, async (refusal) => {
      if (refusal?.code === 'article.changed') setTheirs(await api.articles.read(props.site, props.article!.id));
    }),
  );

  function settle({ id, title, body, updatedAt }: Article, take: boolean): void {
    seen = updatedAt;
    setTheirs(undefined);
    if (!take) return void form.submit();
    form.start({ title, body });
    void client.invalidateQueries({ queryKey: keys.article(props.site, id) });
  }

  // From a search that found nothing: its words are a good start.
  if (props.article === undefined && search.title) form.set('title', search.title);

  return (
    <form
      class={formStyles.form}
      onSubmit={form.submit}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      noValidate
    >
      <TextField
        label={t('article.title')}
        class={styles.title}
        placeholder={t('article.title.placeholder')}
        autocomplete="off"
        dir="auto"
        maxLength={200}
        ref={(input: HTMLInputElement) => props.article === undefined && focusFirst(input)}
        value={form.values.title}
        onValue={(title) => form.set('title', title)}
        onBlur={() => form.leave('title')}
        error={problemWords(form.problem('title'))}
      />
      <MarkdownEditor
        value={form.values.body}
        onValue={(body) => form.set('body', body)}
        onBlur={() => form.leave('body')}
        error={problemWords(form.problem('body'))}
      />
      <SaveBar form={form} data-testid="article.save" />
      <Show when={theirs()}>
        {(article) => (
          <Conflict
            article={article()}
            onTake={() => settle(article(), true)}
            onKeep={() => settle(article(), false)}
          />
        )}
      </Show>
      <Show when={props.article}>
        {(article) => (
          <p class={styles.when}>
            {t('article.changed')} <When at={article().updatedAt} />
          </p>
        )}
      </Show>
      {/* What was typed into a deleted article can't be saved anyway. */}
      <UnsavedGuard when={form.dirty() && !props.deleted} />
    </form>
  );
}

function ReadArticle(props: { article: Article }): JSX.Element {
  return (
    <article class={styles.read}>
      <Rendered text={props.article.body} />
      <p class={styles.when}>
        {t('article.changed')} <When at={props.article.updatedAt} />
      </p>
    </article>
  );
}

function DeleteArticle(props: { site: string; article: Article; onDeleted: () => void }): JSX.Element {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const [error, setError] = createSignal<string>();

  async function remove(): Promise<boolean> {
    const { id, title } = props.article;
    try {
      await api.articles.delete(props.site, id);
    } catch (thrown) {
      const { code } = asApiError(thrown);
      // Somebody else was faster: what was wanted is done.
      if (code !== 'article.unknown') {
        setError(refusalWords[code]);
        return false;
      }
    }
    props.onDeleted();
    // Gone from the list before the list is seen; the server's word follows.
    client.setQueryData<ArticleSummary[]>(keys.articles(props.site), (list) => list?.filter((one) => one.id !== id));
    navigate(`/sites/${props.site}/knowledge`, { replace: true });
    toast({ tone: 'good', text: t('article.deleted', title) });
    client.removeQueries({ queryKey: keys.article(props.site, id) });
    void client.invalidateQueries({ queryKey: keys.articles(props.site) });
    return true;
  }

  return (
    <>
      <IconButton icon={Trash} label={t('article.delete')} onClick={() => setOpen(true)} data-testid="article.delete" />
      <ConfirmDialog
        open={open()}
        onOpenChange={(next) => {
          setOpen(next);
          setError(undefined);
        }}
        title={t('article.delete.title', props.article.title)}
        description={t('article.delete.text')}
        confirmLabel={t('article.delete')}
        error={error()}
        danger
        onConfirm={remove}
      />
    </>
  );
}

function Head(props: { title: string; site: string; tools?: JSX.Element }): JSX.Element {
  return (
    <PageHeader
      title={props.title}
      before={
        <ButtonLink
          href={`/sites/${props.site}/knowledge`}
          variant="ghost"
          icon={ArrowLeft}
          aria-label={t('article.back')}
          title={t('article.back')}
        />
      }
      tools={props.tools}
    />
  );
}

function Back(props: { site: string }): JSX.Element {
  return <ButtonLink href={`/sites/${props.site}/knowledge`}>{t('article.back')}</ButtonLink>;
}
