/**
 * Importing files, one after the other through the same doors as the editor: what each file is, which article it replaces (the one of the
 * same title), how far it is, and the failed ones again. Nothing that was sent is sent twice.
 */
import { createStore } from 'solid-js/store';
import type { Article, ArticleBody, ArticleChange, ArticleSummary } from '#protocol/article';
import { fold } from '#protocol/fold';
import { type ApiCode, asApiError } from '../../api.ts';
import { type FileProblem, readMarkdownFile } from './markdown-file.ts';

/** `over`: the article that it replaces. */
type Planned = { body: ArticleBody; over: ArticleSummary | undefined };

export interface ImportItem {
  name: string;
  state:
    | { kind: 'reading' }
    | { kind: 'problem'; problem: FileProblem | 'unreadable' | 'twice' }
    | ({ kind: 'ready' } & Planned)
    | ({ kind: 'sending' } & Planned)
    | ({ kind: 'refused'; code: ApiCode } & Planned)
    | ({ kind: 'sent' } & Planned);
}

export interface Import {
  items: readonly ImportItem[];
  add: (files: Iterable<File>) => Promise<void>;
  /** Sends what is ready or was refused; resolves to how many arrived. */
  send: () => Promise<number>;
  clear: () => void;
}

/** The doors of a site's articles. */
export interface ArticleDoors {
  list: () => Promise<ArticleSummary[]>;
  create: (body: ArticleBody) => Promise<Article>;
  change: (id: string, change: ArticleChange) => Promise<Article>;
}

export function createImport(doors: ArticleDoors): Import {
  const [items, setItems] = createStore<ImportItem[]>([]);
  const set = (at: number, state: ImportItem['state']) => setItems(at, { state });

  async function add(files: Iterable<File>): Promise<void> {
    const chosen = [...files];
    const from = items.length;
    setItems([...items, ...chosen.map((file) => ({ name: file.name, state: { kind: 'reading' as const } }))]);
    const read = await Promise.all(
      chosen.map((file) => readMarkdownFile(file).catch(() => ({ problem: 'unreadable' as const }))),
    );
    const known = await doors.list().catch(() => undefined);
    for (const [i, one] of read.entries()) {
      if ('problem' in one) set(from + i, { kind: 'problem', problem: one.problem });
      // Without the list nobody knows what it would replace.
      else if (known === undefined) set(from + i, { kind: 'problem', problem: 'unreadable' });
      else if (isChosen(one.body)) set(from + i, { kind: 'problem', problem: 'twice' });
      else set(from + i, { kind: 'ready', body: one.body, over: sameTitle(known, one.body) });
    }
  }

  function isChosen(body: ArticleBody): boolean {
    return items.some(({ state }) => 'body' in state && state.kind !== 'sent' && titled(state.body) === titled(body));
  }

  async function send(): Promise<number> {
    let sent = 0;
    for (const [at, item] of items.entries()) {
      const { state } = item;
      if (state.kind !== 'ready' && state.kind !== 'refused') continue;
      const { body } = state;
      let { over } = state;
      set(at, { kind: 'sending', body, over });
      try {
        // What was refused is planned anew: it may have been changed or deleted meanwhile.
        if (state.kind === 'refused') over = sameTitle(await doors.list(), body);
        if (over === undefined) await doors.create({ ...body });
        else await doors.change(over.id, { ...body, seen: over.updatedAt });
        set(at, { kind: 'sent', body, over });
        sent += 1;
      } catch (thrown) {
        set(at, { kind: 'refused', body, over, code: asApiError(thrown).code });
      }
    }
    return sent;
  }

  return { items, add, send, clear: () => setItems([]) };
}

function sameTitle(known: readonly ArticleSummary[], body: ArticleBody): ArticleSummary | undefined {
  return known.find((article) => titled(article) === titled(body));
}

function titled({ title }: { title: string }): string {
  return fold(title).trim();
}
