/** Queues: the named lines in which waiting conversations stand. Made by a site's admins, kept in the site's object. */
import * as z from 'zod';
import { idSchema } from './id.ts';
import { lineSchema } from './site.ts';

/** `ring`: offered to one agent at a time. `pick`: whoever wants assigns one to themselves. */
export const QUEUE_MODES = ['ring', 'pick'] as const;
export type QueueMode = (typeof QUEUE_MODES)[number];

export const queueBodySchema = z.strictObject({
  name: lineSchema(40),
  mode: z.enum(QUEUE_MODES),
  /** How long an offer rings. */
  ringMs: z.int().min(10_000).max(300_000),
  /** Every agent of the site belongs to it; `members` is kept for when that ends. */
  everyone: z.boolean(),
  members: z.array(idSchema('agt')).max(200),
  /** Most conversations that wait in it at once; null: any number. */
  capacity: z.int().min(1).max(1_000).nullable(),
  /** How long a visitor waits in it before the overflow, or the AI, takes care of them. */
  waitMs: z.int().min(30_000).max(3_600_000),
  /** The queue that takes what this one can't, by id; null: none. */
  overflow: idSchema('que').nullable(),
});
export type QueueBody = z.infer<typeof queueBodySchema>;

/** PATCH /api/sites/:site/queues/:queue. Only what is given changes. */
export const queuePatchSchema = queueBodySchema.partial();
export type QueuePatch = z.infer<typeof queuePatchSchema>;

export interface Queue extends QueueBody {
  id: string;
}

/** Queues of one site at most. */
export const QUEUES_MAX = 50;

/** What a new queue is like, until its admin says otherwise; and the queue that every site begins with. */
export const DEFAULT_QUEUE: QueueBody = {
  name: 'General',
  mode: 'ring',
  ringMs: 30_000,
  everyone: true,
  members: [],
  capacity: null,
  waitMs: 5 * 60_000,
  overflow: null,
};
