/** The load generator, from the bench's side: a process of its own, and crowds in it that are called as if they were here. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Crowd } from './crowd.ts';
import type { Answer, Ask } from './main.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;

/** A crowd as it is called from here. */
export type RemoteCrowd = Pick<Crowd, PublicKeys>;
type PublicKeys = keyof Crowd;

export class Generator {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (why: Error) => void }>();
  private asked = 0;
  private crowds = 0;

  constructor() {
    this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (answer: Answer) => {
      const asker = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('error' in answer) asker?.reject(new Error(answer.error));
      else asker?.resolve(answer.value);
    });
    this.child.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the load generator ended (${code})`));
    });
  }

  /** A crowd on one site of one server. */
  async crowd(where: { port: number; site: string }): Promise<RemoteCrowd> {
    const crowd = ++this.crowds;
    await this.ask({ crowd, make: where });
    return new Proxy({} as RemoteCrowd, {
      // A crowd is awaited where it is returned from an async function: it is no promise.
      get: (_, does) =>
        does === 'then' ? undefined : (...values: unknown[]) => this.ask({ crowd, does: String(does), with: values }),
    });
  }

  close(): void {
    this.child.kill('SIGKILL');
  }

  private ask(what: Omit<Ask, 'id'>): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ...what });
    });
  }
}
