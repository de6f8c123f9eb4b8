/**
 * Importing files, one after the other through the same POST as a new article: what each file is, how far it is, and the
 * failed ones again. Nothing that was sent is sent twice.
 */
import { createStore } from 'solid-js/store';
import type { Article, ArticleBody } from '#protocol/article';
import { type ApiCode, asApiError } from '../../api.ts';
import { type FileProblem, readMarkdownFile } from './markdown-file.ts';

export interface ImportItem {
  name: string;
  state:
    | { kind: 'reading' }
    | { kind: 'problem'; problem: FileProblem | 'unreadable' }
    | { kind: 'ready'; body: ArticleBody }
    | { kind: 'sending'; body: ArticleBody }
    | { kind: 'refused'; body: ArticleBody; code: ApiCode }
    | { kind: 'sent'; body: ArticleBody };
}

export interface Import {
  items: readonly ImportItem[];
  add: (files: Iterable<File>) => Promise<void>;
  /** Sends what is ready or was refused; resolves to how many arrived. */
  send: () => Promise<number>;
  clear: () => void;
}

export function createImport(create: (body: ArticleBody) => Promise<Article>): Import {
  const [items, setItems] = createStore<ImportItem[]>([]);
  const set = (at: number, state: ImportItem['state']) => setItems(at, { state });

  async function add(files: Iterable<File>): Promise<void> {
    const chosen = [...files];
    const from = items.length;
    setItems([...items, ...chosen.map((file) => ({ name: file.name, state: { kind: 'reading' as const } }))]);
    await Promise.all(
      chosen.map(async (file, i) => {
        const read = await readMarkdownFile(file).catch(() => ({ problem: 'unreadable' as const }));
        set(from + i, 'body' in read ? { kind: 'ready', body: read.body } : { kind: 'problem', problem: read.problem });
      }),
    );
  }

  async function send(): Promise<number> {
    let sent = 0;
    for (const [at, item] of items.entries()) {
      if (item.state.kind !== 'ready' && item.state.kind !== 'refused') continue;
      const { body } = item.state;
      set(at, { kind: 'sending', body });
      try {
        await create({ ...body });
        set(at, { kind: 'sent', body });
        sent += 1;
      } catch (thrown) {
        set(at, { kind: 'refused', body, code: asApiError(thrown).code });
      }
    }
    return sent;
  }

  return { items, add, send, clear: () => setItems([]) };
}
