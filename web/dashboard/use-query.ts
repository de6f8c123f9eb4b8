/**
 * A question to the server, as pages see it. The library's own hook reads through a resource, so that `Suspense` takes the
 * page away, with the focus in it, while what it shows is asked again. This one never suspends: pages show `isPending`.
 */
import {
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
  useQueryClient,
} from '@tanstack/solid-query';
import { createComputed, on, onCleanup } from 'solid-js';
import { signalsOf } from './signals.ts';

export type QueryResult<T> = QueryObserverResult<T, Error>;

type Options<T, Key extends readonly unknown[]> = QueryObserverOptions<T, Error, T, T, Key>;

export function useQuery<T, Key extends readonly unknown[]>(options: () => Options<T, Key>): QueryResult<T> {
  const client = useQueryClient();
  const observer = new QueryObserver(client, client.defaultQueryOptions(options()));
  const { view, put } = signalsOf<QueryResult<T>>(observer.getCurrentResult());
  onCleanup(observer.subscribe(put));
  // The subscription has begun to ask.
  put(observer.getCurrentResult());
  createComputed(
    on(
      options,
      (next) => {
        observer.setOptions(client.defaultQueryOptions(next));
        put(observer.getCurrentResult());
      },
      { defer: true },
    ),
  );
  return view;
}
