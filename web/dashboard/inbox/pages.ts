/** What the server lists page by page, as far as somebody has scrolled. */
import { InfiniteQueryObserver, type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createMemo } from 'solid-js';
import type { ConversationPage } from '#protocol/desk';
import { observed } from '../use-query.ts';
import { type Item, itemOfSummary } from './items.ts';

export interface Pages<Page extends ConversationPage> {
  /** None before the first page. */
  pages: Accessor<readonly Page[] | undefined>;
  items: Accessor<readonly Item[] | undefined>;
  failed: Accessor<Error | null>;
  /** More may come. */
  more: Accessor<boolean>;
  loading: Accessor<boolean>;
  next: () => void;
  retry: () => void;
}

export interface PagesWanted<Page> {
  on: boolean;
  key: QueryKey;
  load: (before: string | null, signal: AbortSignal) => Promise<Page>;
}

export function createPages<Page extends ConversationPage>(wanted: Accessor<PagesWanted<Page>>): Pages<Page> {
  const client = useQueryClient();
  const options = () => {
    const { on: enabled, key, load } = wanted();
    return {
      queryKey: key,
      queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) => load(pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page: Page) => page.next,
      enabled,
    };
  };
  const observer = new InfiniteQueryObserver(client, options());
  const view = observed(observer, options);
  return {
    pages: () => view.data?.pages,
    items: createMemo(() => view.data?.pages.flatMap((page) => page.conversations.map(itemOfSummary))),
    failed: () => view.error,
    more: () => view.hasNextPage,
    loading: () => view.isFetchingNextPage || view.isLoading,
    next: () => {
      if (view.hasNextPage && !view.isFetchingNextPage && view.error === null) void observer.fetchNextPage();
    },
    retry: () => void (view.data === undefined ? observer.refetch() : observer.fetchNextPage()),
  };
}
