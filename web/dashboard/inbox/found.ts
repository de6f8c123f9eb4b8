/** What the server finds in conversations that this page has not: in all their messages. Asked once the typing pauses. */
import { type Accessor, createMemo } from 'solid-js';
import type { FoundConversations } from '#protocol/desk';
import { SEARCH_MAX_CHARS } from '#protocol/limits';
import { api, keys, type Sought } from '../api.ts';
import { rested } from '../rested.ts';
import { createPages, type Pages } from './pages.ts';

export interface FoundPages extends Pages<FoundConversations> {
  /** Ids of the open ones. */
  open: Accessor<ReadonlySet<string>>;
}

export function createFound(site: string, sought: Accessor<Sought>): FoundPages {
  const words = () => sought().words.trim().slice(0, SEARCH_MAX_CHARS);
  const asked = rested(words);
  const pages = createPages<FoundConversations>(() => {
    const of = { words: asked(), mine: sought().mine };
    return {
      on: of.words !== '' && words() !== '',
      key: keys.conversations(site, of),
      load: (before, signal) => api.conversations.search(site, { ...of, before }, signal),
    };
  });
  return {
    ...pages,
    open: createMemo(() => new Set(words() === '' ? [] : pages.pages()?.flatMap(({ open }) => open))),
    // As long as it isn't known, of the words as they stand, what holds them.
    loading: () => words() !== '' && (words() !== asked() || pages.loading()),
  };
}
