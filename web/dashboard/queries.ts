/**
 * How the dashboard asks over HTTP: what a retry may cure is tried again, a refusal never is; and whoever is told that
 * nobody is signed in makes `me` be asked again, which leads to the sign-in page.
 */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/solid-query';
import { ApiError, keys } from './api.ts';

/** Fresh enough not to ask again when a page is opened once more. */
const FRESH_MS = 15_000;
const RETRIES_MAX = 2;

export function createQueries(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES_MAX && curable(error),
        // A view keeps its content while it is asked again, and shows its error itself.
        throwOnError: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== keys.me[0]) signedOut(error);
      },
    }),
    mutationCache: new MutationCache({ onError: signedOut }),
  });

  function signedOut(error: Error): void {
    if (error instanceof ApiError && error.code === 'sign-in.needed')
      void client.invalidateQueries({ queryKey: keys.me });
  }

  return client;
}

/** No answer, or an answer that says “later”. */
function curable(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}
