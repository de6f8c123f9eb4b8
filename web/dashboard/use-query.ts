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
import { type Accessor, createComputed, on, onCleanup } from 'solid-js';
import { signalsOf } from './signals.ts';

export type QueryResult<T> = QueryObserverResult<T, Error>;

type Options<T, Key extends readonly unknown[]> = QueryObserverOptions<T, Error, T, T, Key>;

export function useQuery<T, Key extends readonly unknown[]>(options: () => Options<T, Key>): QueryResult<T> {
  const client = useQueryClient();
  const defaulted = () => client.defaultQueryOptions(options());
  return observed<ReturnType<typeof defaulted>, QueryResult<T>>(new QueryObserver(client, defaulted()), defaulted);
}

/** What an observer of the library sees, for as long as its owner is there and by options that may change. */
export function observed<Options, Result extends object>(
  observer: {
    getCurrentResult(): Result;
    subscribe(put: (result: Result) => void): () => void;
    setOptions(options: Options): void;
  },
  options: Accessor<Options>,
): Result {
  const { view, put } = signalsOf(observer.getCurrentResult());
  onCleanup(observer.subscribe(put));
  // The subscription has begun to ask.
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
  return view;
}
