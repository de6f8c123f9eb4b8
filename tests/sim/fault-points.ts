/**
 * Places of the real code that may throw, made as it is loaded. Whether one does, of whom, and for how long, is said by the object's
 * `faults`. What the object keeps to itself of that, it logs; what gets out of it is a bug.
 */
import type { Patch } from './hooks.ts';

export const FAULT_POINTS: readonly Patch[] = [
  {
    name: 'a timer',
    file: 'src/core/timer.ts',
    find: "    if (kind === 'agent-gone') lookForAgent(step, subject);",
    replace: "    mayThrow('a timer', subject);\n    if (kind === 'agent-gone') lookForAgent(step, subject);",
  },
  {
    name: 'publishing',
    file: 'src/site/publish.ts',
    find: '    switch (event.type) {',
    replace: "    mayThrow('publishing');\n    switch (event.type) {",
  },
  {
    name: 'an effect',
    file: 'src/site/parts.ts',
    find: "    if (effect.type === 'answer.start') this",
    replace:
      "    if (effect.type === 'answer.start') mayThrow('an effect');\n    if (effect.type === 'answer.start') this",
  },
  {
    name: 'waking',
    file: 'src/site/roster.ts',
    find: '  wake(): void {',
    replace: "  wake(): void {\n    mayThrow('waking');",
  },
  {
    name: 'what D1 is told',
    file: 'src/site/outbox.ts',
    find: '  private async toTell({ kind, subject, payload }: OutboxRow): Promise<ArchiveRow[]> {',
    replace:
      "  private async toTell({ kind, subject, payload }: OutboxRow): Promise<ArchiveRow[]> {\n    mayThrow('what D1 is told', subject);",
  },
];

/** What a throw of theirs says. */
const FAULT = 'a fault of the simulation';

interface Fault {
  /** Null for whatever comes. */
  subject: string | null;
  times: number;
  /** True time. */
  until: number;
}

/** What throws in one object, by point. */
export class Faults {
  private readonly faults = new Map<string, Fault>();

  set(point: string, fault: Fault): void {
    this.faults.set(point, fault);
  }

  clear(): void {
    this.faults.clear();
  }

  /** The code comes by. Whether it is to throw. */
  meets(point: string, subject: string | undefined, now: number): boolean {
    const fault = this.faults.get(point);
    if (!fault || fault.times === 0 || now > fault.until) return false;
    if (fault.subject !== null && fault.subject !== subject) return false;
    fault.times--;
    return true;
  }
}

export function throwFault(point: string): never {
  throw new Error(`${FAULT}: ${point}`);
}

/** Whether what was logged is of a fault's making. */
export function isFault(error: unknown): boolean {
  return String(error).includes(FAULT);
}
