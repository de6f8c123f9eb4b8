/**
 * Routes and providers. The URL is the state: every page, the viewed session and the filter are in it.
 * Pages are loaded when first shown; what is signed in stands inside `SignedIn`, what belongs to a site inside `SitePages`.
 */
import { Navigate, Route, Router } from '@solidjs/router';
import { QueryClientProvider } from '@tanstack/solid-query';
import { ErrorBoundary, type JSX, lazy, Suspense } from 'solid-js';
import { ToastHost } from '../kit/ui/toast.tsx';
import { FailedPage, LoadingPage } from './frame/fallback.tsx';
import { createQueries } from './queries.ts';

const SignedIn = lazy(() => import('./frame/signed-in.tsx').then((file) => ({ default: file.SignedIn })));
const SitePages = lazy(() => import('./frame/site-pages.tsx').then((file) => ({ default: file.SitePages })));
const StartPage = lazy(() => import('./frame/start.tsx').then((file) => ({ default: file.StartPage })));
const UnknownPage = lazy(() => import('./frame/start.tsx').then((file) => ({ default: file.UnknownPage })));
const MonitorPage = lazy(() => import('./monitor/monitor.tsx').then((file) => ({ default: file.MonitorPage })));

export function App(): JSX.Element {
  const queries = createQueries();
  return (
    <QueryClientProvider client={queries}>
      <Router root={Root}>
        <Route path="/" component={SignedIn}>
          <Route path="/" component={StartPage} />
          <Route path="/sites/:site" component={SitePages}>
            <Route path="/" component={() => <Navigate href="monitor" />} />
            <Route path="/monitor" component={MonitorPage} />
          </Route>
          <Route path="*" component={UnknownPage} />
        </Route>
      </Router>
    </QueryClientProvider>
  );
}

/** Around everything, the sign-in pages too. */
function Root(props: { children?: JSX.Element }): JSX.Element {
  return (
    <>
      <ErrorBoundary fallback={(error) => <FailedPage error={error} />}>
        <Suspense fallback={<LoadingPage />}>{props.children}</Suspense>
      </ErrorBoundary>
      <ToastHost />
    </>
  );
}
