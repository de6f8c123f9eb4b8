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
const InboxPage = lazy(() => import('./inbox/inbox-page.tsx').then((file) => ({ default: file.InboxPage })));
const SignInPage = lazy(() => import('./sign-in/sign-in-page.tsx').then((file) => ({ default: file.SignInPage })));
const SetupPage = lazy(() => import('./setup/setup-page.tsx').then((file) => ({ default: file.SetupPage })));
const InvitationPage = lazy(() =>
  import('./invitation/invitation-page.tsx').then((file) => ({ default: file.InvitationPage })),
);
const SitesPage = lazy(() => import('./settings/sites/sites-page.tsx').then((file) => ({ default: file.SitesPage })));
const NewSitePage = lazy(() =>
  import('./settings/sites/new-site-page.tsx').then((file) => ({ default: file.NewSitePage })),
);
const SiteSettingsPage = lazy(() =>
  import('./settings/sites/site-settings-page.tsx').then((file) => ({ default: file.SiteSettingsPage })),
);
const KnowledgePage = lazy(() =>
  import('./settings/knowledge/knowledge-page.tsx').then((file) => ({ default: file.KnowledgePage })),
);
const ArticlePage = lazy(() =>
  import('./settings/knowledge/article-page.tsx').then((file) => ({ default: file.ArticlePage })),
);
const QueuesPage = lazy(() =>
  import('./settings/queues/queues-page.tsx').then((file) => ({ default: file.QueuesPage })),
);
const AgentsPage = lazy(() =>
  import('./settings/agents/agents-page.tsx').then((file) => ({ default: file.AgentsPage })),
);
const DeskSettingsPage = lazy(() =>
  import('./settings/desk/desk-settings-page.tsx').then((file) => ({ default: file.DeskSettingsPage })),
);
const TemplatesPage = lazy(() =>
  import('./settings/templates/templates-page.tsx').then((file) => ({ default: file.TemplatesPage })),
);
const AccountPage = lazy(() =>
  import('./settings/account/account-page.tsx').then((file) => ({ default: file.AccountPage })),
);
const MembersPage = lazy(() =>
  import('./settings/members/members-page.tsx').then((file) => ({ default: file.MembersPage })),
);

export function App(): JSX.Element {
  const queries = createQueries();
  return (
    <QueryClientProvider client={queries}>
      <Router root={Root}>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/setup" component={SetupPage} />
        <Route path="/invitation" component={InvitationPage} />
        <Route path="/" component={SignedIn}>
          <Route path="/" component={StartPage} />
          <Route path="/sites" component={SitesPage} />
          <Route path="/sites/new" component={NewSitePage} />
          <Route path="/sites/:site" component={SitePages}>
            <Route path="/" component={() => <Navigate href="monitor" />} />
            <Route path="/monitor" component={MonitorPage} />
            <Route path="/inbox" component={InboxPage} />
            <Route path="/knowledge" component={KnowledgePage} />
            <Route path="/knowledge/:article" component={ArticlePage} />
            <Route path="/queues" component={QueuesPage} />
            <Route path="/agents" component={AgentsPage} />
            <Route path="/desk" component={DeskSettingsPage} />
            <Route path="/templates" component={TemplatesPage} />
            <Route path="/settings" component={SiteSettingsPage} />
          </Route>
          <Route path="/members" component={MembersPage} />
          <Route path="/account" component={AccountPage} />
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
