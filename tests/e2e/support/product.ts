/**
 * The product, running as `wrangler dev` runs it. Starting it takes longer than many a story, so the worlds of a process take turns with one:
 * each finds an empty database, and the sites of those before are nobody's any more.
 */
import type { D1Database } from '@cloudflare/workers-types';
import { createTestHarness } from 'wrangler';

export const SETUP_CODE = 'set-up code of the stories';

/** Waiting for the next world, by the folder of their Worker. */
const idle = new Map<string, Product>();

export class Product {
  private constructor(
    private readonly worker: string,
    private readonly harness: ReturnType<typeof createTestHarness>,
    readonly origin: string,
    private readonly isShared: boolean,
  ) {}

  /** With an empty database. Not `shared`: it has never run before, and remembers nothing. */
  static async take(worker: string, shared: boolean): Promise<Product> {
    const waiting = shared && idle.get(worker);
    if (waiting) {
      idle.delete(worker);
      return waiting;
    }
    const harness = createTestHarness({
      root: worker,
      workers: [
        {
          configPath: './wrangler.toml',
          prebuiltWorkerDir: worker,
          secrets: { AUTH_SECRET: 'a secret that only the stories know, 0123456789', SETUP_CODE },
        },
      ],
    });
    const { url } = await harness.listen();
    await harness.getWorker().applyD1Migrations('HISTORY');
    return new Product(worker, harness, `http://localhost:${url.port}`, shared);
  }

  /** Evicts a site's object, its sockets asleep or closed. */
  async evict(site: string, webSockets: 'hibernate' | 'close'): Promise<void> {
    await this.harness.getWorker().evictDurableObject('SITE', { name: site, webSockets });
  }

  /** Nobody is in it any more. */
  async release(): Promise<void> {
    if (!this.isShared || idle.has(this.worker)) return this.harness.close();
    const { HISTORY: db } = await this.harness.getWorker<{ HISTORY: D1Database }>().getEnv();
    // The index of words follows by its triggers.
    const { results } = await db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
           AND name NOT GLOB 'd1_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
      )
      .all<{ name: string }>();
    const emptying = results.map(({ name }) => db.prepare(`DELETE FROM "${name}"`));
    await db.batch([db.prepare('PRAGMA defer_foreign_keys = on'), ...emptying]);
    idle.set(this.worker, this);
  }
}
