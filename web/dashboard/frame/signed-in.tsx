/**
 * Everything behind the sign-in: asks who is signed in, sends others to the sign-in page and back, and puts the frame
 * and the desk of the current site around the page.
 */
import { Navigate, useLocation } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createMemo, createSignal, ErrorBoundary, type JSX, Match, Suspense, Switch } from 'solid-js';
import type { Me } from '#protocol/member';
import { ErrorState } from '../../kit/ui/states.tsx';
import { api, asApiError, keys } from '../api.ts';
import { DeskProvider } from '../desk-context.tsx';
import { roleOn, SessionProvider } from '../session.tsx';
import { useQuery } from '../use-query.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './fallback.module.css';
import { FailedPage, LoadingPage } from './fallback.tsx';
import { Frame } from './frame.tsx';
import { lastSite, rememberSite } from './last-site.ts';

export function SignedIn(props: { children?: JSX.Element }): JSX.Element {
  const me = useQuery(() => ({ queryKey: keys.me, queryFn: api.me.read, staleTime: 60_000 }));
  const location = useLocation();
  const refused = () => me.isError && asApiError(me.error).code === 'sign-in.needed';
  const here = () => location.pathname + location.search;
  /** Who was in here already is told why they aren't any more. */
  const signIn = () => {
    const search = new URLSearchParams();
    if (me.data !== undefined) search.set('ended', '1');
    if (here() !== '/') search.set('next', here());
    return `/sign-in${search.size > 0 ? `?${search}` : ''}`;
  };
  return (
    <Switch fallback={<LoadingPage />}>
      <Match when={refused()}>
        <Navigate href={signIn()} />
      </Match>
      <Match when={me.data}>
        {(data) => (
          <SessionProvider me={data()}>
            <WithDesk me={data()}>{props.children}</WithDesk>
          </SessionProvider>
        )}
      </Match>
      <Match when={me.isError}>
        <main class={styles.centre}>
          <ErrorState title={t('frame.failed.title')} onRetry={() => me.refetch()} busy={me.isFetching}>
            <p>{refusalWords[asApiError(me.error).code]}</p>
          </ErrorState>
        </main>
      </Match>
    </Switch>
  );
}

function WithDesk(props: { me: Me; children: JSX.Element }): JSX.Element {
  const queries = useQueryClient();
  const location = useLocation();
  /** The site of the address; on pages without one, the site stays what it was. */
  const [kept, setKept] = createSignal(lastSite(props.me));
  const named = () => /^\/sites\/(site_[0-9A-Za-z]+)/.exec(location.pathname)?.[1];
  const site = createMemo(() => {
    const wanted = named() ?? kept();
    return wanted !== undefined && roleOn(props.me, wanted) !== null && isKnown(wanted) ? wanted : undefined;
  });
  createEffect(() => {
    const current = named();
    if (current === undefined || !isKnown(current)) return;
    rememberSite(current);
    setKept(current);
  });

  function isKnown(id: string): boolean {
    return props.me.sites.some((one) => one.id === id);
  }

  return (
    <DeskProvider site={site()} onEnded={() => void queries.invalidateQueries({ queryKey: keys.me })}>
      <Frame site={site()}>
        <ErrorBoundary fallback={(error) => <FailedPage error={error} />}>
          <Suspense>{props.children}</Suspense>
        </ErrorBoundary>
      </Frame>
    </DeskProvider>
  );
}
