/** The pages of a site's settings, in their order, and the role that each needs. */
import type { Role } from '#protocol/member';

export const SITE_WAYS = [
  { page: 'settings', need: 'admin' },
  { page: 'queues', need: 'admin' },
  { page: 'agents', need: 'agent' },
  { page: 'desk', need: 'admin' },
  { page: 'templates', need: 'agent' },
] as const satisfies readonly { page: string; need: Role }[];
