/** The load generator, from the bench's side: a process of its own, and crowds in it that are called as if they were here. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Crowd } from './crowd.ts';
import type { Answer, Question } from './main.ts';
import type { Storm } from './storm.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;

/** A crowd, or a storm, as it is called from here. */
export type Remote<T> = Pick<T, keyof T>;

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
  crowd({ port, site }: { port: number; site: string }): Promise<Remote<Crowd>> {
    return this.make({ kind: 'crowd', port, site });
  }

  /** Real clients on one site, which come back by themselves. */
  storm({ port, site }: { port: number; site: string }): Promise<Remote<Storm>> {
    return this.make({ kind: 'storm', port, site });
  }

  close(): void {
    this.child.kill('SIGKILL');
  }

  private async make<T extends object>(make: Extract<Question, { make: unknown }>['make']): Promise<Remote<T>> {
    const crowd = ++this.crowds;
    await this.ask({ crowd, make });
    return new Proxy({} as Remote<T>, {
      // It is awaited where it is returned from an async function, and is no promise.
      get: (_, does) =>
        does === 'then' ? undefined : (...values: unknown[]) => this.ask({ crowd, does: String(does), with: values }),
    });
  }

  private ask(what: Question): Promise<unknown> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, ...what });
    });
  }
}
