/**
 * The Hono app. Every request under /api, /frame and /socket comes through here, and what is no static asset; assets never reach the Worker.
 * The order below is the order in which a request is looked at.
 */
import { Hono } from 'hono';
import { patiently } from './env.ts';
import { answerForThrown } from './errors.ts';
import { securityHeaders } from './headers.ts';
import { pageOrNothing } from './pages.ts';
import { findPrincipal } from './principal.ts';
import { type HttpTypes, type Route, register } from './route.ts';
import { agentRoutes } from './routes/agents.ts';
import { articleRoutes } from './routes/articles.ts';
import { authRoutes } from './routes/auth.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { deviceRoutes } from './routes/devices.ts';
import { frameRoutes } from './routes/frame.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { meRoutes } from './routes/me.ts';
import { memberRoutes } from './routes/members.ts';
import { queueRoutes } from './routes/queues.ts';
import { setupRoutes } from './routes/setup.ts';
import { siteRoutes } from './routes/sites.ts';
import { socketRoutes } from './routes/sockets.ts';
import { templateRoutes } from './routes/templates.ts';

/** Every route there is; tests walk through it. */
export const ROUTES: readonly Route[] = [
  ...setupRoutes,
  ...authRoutes,
  ...meRoutes,
  ...deviceRoutes,
  ...siteRoutes,
  ...articleRoutes,
  ...templateRoutes,
  ...queueRoutes,
  ...agentRoutes,
  ...conversationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...frameRoutes,
  ...socketRoutes,
];

/** Makes the app. */
export function createApp(): Hono<HttpTypes> {
  const app = new Hono<HttpTypes>();
  app.onError((thrown, c) => answerForThrown(thrown, `${c.req.method} ${c.req.routePath}`));
  app.notFound(pageOrNothing);

  app.use(async (c, next) => {
    c.env = patiently(c.env);
    await next();
  });
  app.use(securityHeaders); // around everything, errors too
  app.use('/api/*', findPrincipal); // visitors have no cookie: their paths don't look
  register(app, ROUTES); // each: origin, policy, body, then its handler
  return app;
}
