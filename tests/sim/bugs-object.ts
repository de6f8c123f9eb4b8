/** Planted bugs of the object's clock and doors: what hangs, what throws, who is let in, and what is lost in an overload. */
import type { Bug } from './bugs.ts';

export const OBJECT_BUGS: readonly Bug[] = [
  {
    name: 'D1 has all the time in the world',
    file: 'src/history/patience.ts',
    find: 'timer = setTimeout(() => reject(',
    replace: 'if (ms < PATIENCE_MS) timer = setTimeout(() => reject(',
  },
  {
    name: 'a ringing is over when D1 has answered',
    file: 'src/site/clock.ts',
    find: "if (!outbox.busy) await inTime(this.tell(), 'telling D1', TELLING_MS).catch(() => {});",
    replace: 'await this.tell();',
  },
  {
    name: 'a timer that throws holds up the others',
    file: 'src/site/clock.ts',
    find: "if (!attempt('timers', () => run({ t: 'timers.run' }))) for (const timer of due(AT_ONCE)) this.runAlone(timer);",
    replace: "if (!attempt('timers', () => run({ t: 'timers.run' }))) return;",
  },
  {
    name: 'a timer that throws is never set aside',
    file: 'src/site/clock.ts',
    find: "      run({ t: 'timer.set-aside', timer });",
    replace: '      return;',
  },
  {
    name: 'a throw of the timers gets out of the ringing',
    file: 'src/site/clock.ts',
    find: "attempt('timers', () => this.runTimers());",
    replace: "run({ t: 'timers.run' });",
  },
  {
    name: 'what could not be told is refused, though it was done',
    file: 'src/site/parts.ts',
    find: "if (site && !attempt('publishing', () => publish(outcome.events, site, this)))",
    replace: 'if (site) publish(outcome.events, site, this);\n    if (!site)',
  },
  {
    name: 'the alarm is set after the telling, and not where that throws',
    file: 'src/site/parts.ts',
    find: "    attempt('settling', () => this.clock.settle());\n",
    replace: '',
    also: {
      name: 'but then',
      file: 'src/site/parts.ts',
      find: 'publish(outcome.events, site, this)))',
      replace: '[publish(outcome.events, site, this), this.clock.settle()]))',
    },
  },
  {
    name: 'who could not be told is left with what they have',
    file: 'src/site/send-back.ts',
    find: "for (const socket of away) sockets.close(socket, CloseCode.tryLater, 'internal');",
    replace: '',
  },
  {
    name: 'an effect that throws is refused, though the command was done',
    file: 'src/site/parts.ts',
    find: "attempt('an effect', () => this.bring(effect));",
    replace: 'this.bring(effect);',
  },
  {
    name: 'an object that throws while it wakes stays away',
    file: 'src/site/clock.ts',
    find: "attempt('waking the roster', () => roster.wake());",
    replace: 'roster.wake();',
  },
  {
    name: 'while D1 is told, nothing else is looked for',
    file: 'src/site/clock.ts',
    find: 'for (const at of [timer, telling, lookAgainAt])',
    replace: 'for (const at of outbox.busy ? [] : [timer, telling, lookAgainAt])',
  },
  {
    name: 'one row that can’t be read stops the outbox',
    file: 'src/site/outbox.ts',
    find: "      console.error('failed', { what: 'reading what D1 is told', error: String(error) });\n      return [];",
    replace: '      throw error;',
  },
  {
    name: 'a timer that is due already is looked at in a minute',
    file: 'src/site/clock.ts',
    find: 'for (const at of agenda.wantedByTimers) alarm.want(at, now(), AGAIN_MS);',
    replace: '',
  },
  {
    name: 'the object never asks who may be at its desk',
    file: 'src/site/rights.ts',
    find: '    this.waitUntil(this.ask());',
    replace: '',
  },
  {
    name: 'who has no role any more is only forgotten',
    file: 'src/site/sign-out.ts',
    find: "  for (const socket of theirs) sockets.close(socket, shutOut ? CloseCode.forbidden : CloseCode.unauthorized, 'revoked');",
    replace: '',
  },
  {
    name: 'an answer that hangs keeps the object awake',
    file: 'src/site/answers.ts',
    find: 'Promise.race([written, aborted(run.abort.signal)])',
    replace: 'written',
  },
];
