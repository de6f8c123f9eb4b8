/**
 * Past conversations, and those to which nobody came: page by page, as far as somebody has scrolled; asked again as soon as one more is over,
 * or nobody came to one more, or somebody has looked.
 */
import { InfiniteQueryObserver, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createComputed, createEffect, createMemo, on, onCleanup } from 'solid-js';
import { api, keys, type PastOf } from '../api.ts';
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

export function createClosed(desk: Desk, wanted: Accessor<{ on: boolean; of: PastOf }>): Closed {
  const client = useQueryClient();
  const options = () => {
    const { on: enabled, of } = wanted();
    return {
      queryKey: keys.conversations(desk.site, of),
      queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
        api.conversations.list(desk.site, { of, before: pageParam }, signal),
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
    on(
      () => desk.state.nobody,
      () => void client.invalidateQueries({ queryKey: keys.conversations(desk.site, 'nobody') }),
      { defer: true },
    ),
  );
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
