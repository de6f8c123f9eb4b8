/** Choosing or dropping Markdown files, seeing what each becomes, and importing them. */
import { useQueryClient } from '@tanstack/solid-query';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleCheck from 'lucide-solid/icons/circle-check';
import FileText from 'lucide-solid/icons/file-text';
import FileUp from 'lucide-solid/icons/file-up';
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { ARTICLES_MAX } from '#protocol/article';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys } from '../../api.ts';
import { t } from '../../words/knowledge.ts';
import { refusalWords } from '../../words/refusals.ts';
import { createImport, type ImportItem } from './import.ts';
import styles from './import-dialog.module.css';

export function ImportDialog(props: {
  site: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const [over, setOver] = createSignal(false);
  const [known, setKnown] = createSignal(0);
  const files = createImport({
    async list() {
      const articles = await api.articles.list(props.site);
      setKnown(articles.length);
      return articles;
    },
    create: (body) => api.articles.create(props.site, body),
    change: (id, change) => api.articles.change(props.site, id, change),
  });
  const count = (...kinds: ImportItem['state']['kind'][]) =>
    files.items.filter((item) => kinds.includes(item.state.kind)).length;
  const toSend = () => count('ready', 'refused');
  const toAdd = () => files.items.filter(({ state }) => state.kind === 'ready' && state.over === undefined).length;
  const tooMany = () => known() + toAdd() - ARTICLES_MAX;
  let input!: HTMLInputElement;

  async function send(): Promise<void> {
    setBusy(true);
    const sent = await files.send();
    setBusy(false);
    if (sent === 0) return;
    void client.invalidateQueries({ queryKey: keys.articles(props.site) });
    toast({ tone: 'good', text: t('import.done', sent) });
    if (toSend() === 0 && count('problem') === 0) close();
  }

  function close(): void {
    if (busy()) return;
    props.onOpenChange(false);
    files.clear();
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void files.add(event.dataTransfer?.files ?? []);
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => open || close()}
      title={t('import.title')}
      description={t('import.text')}
      data-testid="import"
      footer={
        <>
          <Button onClick={close} disabled={busy()}>
            {count('sent') > 0 ? t('import.close') : uiWords().cancel}
          </Button>
          <Show when={busy() || toSend() > 0}>
            <Button variant="primary" busy={busy()} onClick={send} data-testid="import.send">
              {count('refused') > 0 && count('ready') === 0 ? t('import.retry') : t('import.submit', toSend())}
            </Button>
          </Show>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button in it is the first */}
      <div
        class={styles.drop}
        data-over={over() ? '' : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={20} strokeWidth={1.75} aria-hidden="true" />
        <span class={styles.dropText}>{t('import.drop')}</span>
        <Button size="s" onClick={() => input.click()}>
          {t('import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".md,.markdown,.mdown,.txt,text/markdown,text/plain"
          multiple
          hidden
          data-testid="import.files"
          onChange={(event) => {
            void files.add(event.currentTarget.files ?? []);
            // The same file again, mended meanwhile, is a change too.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <Show when={toAdd() > 0 && tooMany() > 0}>
        <p class={styles.full} role="alert">
          {t('import.full', tooMany())}
        </p>
      </Show>
      <Show when={files.items.length > 0}>
        <ul class={styles.list} aria-label={t('import.list')} aria-live="polite">
          <For each={files.items}>{(item) => <Item item={item} />}</For>
        </ul>
      </Show>
    </Dialog>
  );
}

function Item(props: { item: ImportItem }): JSX.Element {
  const state = () => props.item.state;
  const title = () => {
    const now = state();
    return 'body' in now ? now.body.title : props.item.name;
  };
  const bad = () => state().kind === 'problem' || state().kind === 'refused';
  return (
    <li class={styles.item} data-tone={bad() ? 'trouble' : state().kind === 'sent' ? 'online' : undefined}>
      <Switch fallback={<FileText size={16} strokeWidth={1.75} aria-hidden="true" />}>
        <Match when={bad()}>
          <CircleAlert size={16} strokeWidth={2} aria-hidden="true" />
        </Match>
        <Match when={state().kind === 'sent'}>
          <CircleCheck size={16} strokeWidth={2} aria-hidden="true" />
        </Match>
      </Switch>
      <span class={styles.texts}>
        <span class={styles.title} dir="auto">
          {title()}
        </span>
        <span class={styles.state}>{stateWords(state())}</span>
      </span>
      <Show when={title() !== props.item.name}>
        <span class={styles.name}>{props.item.name}</span>
      </Show>
    </li>
  );
}

function stateWords(state: ImportItem['state']): string {
  switch (state.kind) {
    case 'problem':
      return t(`import.problem.${state.problem}`);
    case 'refused':
      return refusalWords[state.code];
    case 'ready':
      return t(state.over === undefined ? 'import.ready' : 'import.replaces');
    case 'reading':
    case 'sending':
    case 'sent':
      return t(`import.${state.kind}`);
  }
}
