/**
 * Where a request may come from. Browsers can't be made to lie about `Origin`, so one that equals the dashboard's own,
 * byte for byte, is the proof that a request that changes something was made by the dashboard.
 */
import type { WorkerEnv } from './env.ts';

/** The dashboard's origin: the one set, or the one the request was sent to. */
export function dashboardOrigin(request: Request, env: WorkerEnv): string {
  return env.DASHBOARD_ORIGIN || ownOrigin(request);
}

/** The origin the request was sent to, which is also that of the widget's frame. */
export function ownOrigin(request: Request): string {
  return new URL(request.url).origin;
}

/** Whether a request that changes something comes from the dashboard. No `Origin` is a refusal as well. */
export function fromDashboard(request: Request, env: WorkerEnv): boolean {
  return request.headers.get('Origin') === dashboardOrigin(request, env);
}

/** Methods that change nothing. */
export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
