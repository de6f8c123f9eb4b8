/**
 * Bugs that the simulation has found and that are not mended yet: each is patched away here, so that what lies behind it is found too.
 * A patch whose text is no longer there is left out: then it has probably been mended, and its line here should go.
 */
import type { Patch } from './hooks.ts';

export const KNOWN: readonly Patch[] = [
  {
    name: 'after a crash, something overdue hides what is due within the next minute from the alarm, which is then up to a minute late',
    file: 'src/site/parts.ts',
    find: 'this.answers.resume();\n    this.alarm.want(this.store.agenda.earliestDue(), this.now());',
    replace: 'this.answers.resume();\n    this.alarm.want(this.store.agenda.earliestDue(), this.now(), AGAIN_MS);',
  },
  {
    name: 'after a loss of memory, whoever left meanwhile and is still held stays online in the Monitor: only the list of ids is sent',
    file: 'src/site/monitor.ts',
    find: `      for (const visitor of this.marked) {
        const card = this.sent.get(visitor);
        if (card) updates.push({ t: 'visit.added', visit: card });
      }`,
    replace: `      for (const [visitor, card] of this.sent) {
        if (this.marked.has(visitor) || !card.online) updates.push({ t: 'visit.added', visit: card });
      }`,
  },
  {
    name: 'a conversation closed and opened again before its view came is not asked for again, and stands still (1 of 2)',
    file: 'web/kit/client.ts',
    find: '  function look() {\n',
    replace:
      '  function look() {\n    for (const id of asked.keys()) if (!options.threads().some((each) => each.id === id)) asked.delete(id);\n',
  },
  {
    name: 'a conversation closed and opened again before its view came is not asked for again, and stands still (2 of 2)',
    file: 'web/dashboard/desk.ts',
    find: "client.link.send({ t: 'conversation.unview', conversation });",
    replace: "client.link.send({ t: 'conversation.unview', conversation });\n        client.look();",
  },
];
