/** Past conversations, page by page, as far as somebody has scrolled; asked again as soon as one more is over. */
import { InfiniteQueryObserver, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createComputed, createEffect, createMemo, on, onCleanup } from 'solid-js';
import { api, keys } from '../api.ts';
import type { Desk } from '../desk-store.ts';
import { signalsOf } from '../signals.ts';
import { type Item, itemOfSummary } from './items.ts';

export interface Closed {
  /** None before the first page. */
  items: Accessor<readonly Item[] | undefined>;
  failed: Accessor<Error | null>;
  /** More may come. */
  more: Accessor<boolean>;
  loading: Accessor<boolean>;
  next: () => void;
  retry: () => void;
}

export function createClosed(desk: Desk, wanted: Accessor<{ on: boolean; mine: boolean }>): Closed {
  const client = useQueryClient();
  const options = () => {
    const { on: enabled, mine } = wanted();
    return {
      queryKey: keys.conversations(desk.site, mine),
      queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
        api.conversations.list(desk.site, { mine, before: pageParam }, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page: { next: string | null }) => page.next,
      enabled,
    };
  };
  const observer = new InfiniteQueryObserver(client, options());
  const { view, put } = signalsOf(observer.getCurrentResult());
  onCleanup(observer.subscribe(put));
  put(observer.getCurrentResult());
  createComputed(
    on(
      options,
      (next) => {
        observer.setOptions(next);
        put(observer.getCurrentResult());
      },
      { defer: true },
    ),
  );

  /** Ids of what isn't over yet: one less, and there is news for the list. */
  const open = createMemo(() => {
    const ids = [...desk.state.visits.values()].flatMap(({ conversation }) =>
      conversation && conversation.control !== 'closed' ? conversation.id : [],
    );
    return new Set(ids);
  });
  createEffect(
    on(open, (now, before) => {
      if (before && [...before].some((id) => !now.has(id))) {
        void client.invalidateQueries({ queryKey: keys.conversations(desk.site) });
      }
    }),
  );

  return {
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
