/** Planted bugs of the bounds: what somebody who means no good could do without end. */
import type { Bug } from './bugs.ts';

export const HOSTILE_BUGS: readonly Bug[] = [
  {
    name: 'who sends too much is told nothing',
    file: 'src/site/frames.ts',
    find: "return this.refuse(socket, { code: 'rate.limited', cid, retryAfterMs });",
    replace: 'return;',
  },
  {
    name: 'who sends too much is not told how long to wait',
    file: 'src/site/visitor-frames.ts',
    find: "return refuse({ cid: frame.cid, code: 'rate.limited', retryAfterMs });",
    replace: "return refuse({ cid: frame.cid, code: 'rate.limited' });",
  },
  {
    name: 'everything is sent again to who asks again',
    file: 'src/site/reads.ts',
    find: 'return read !== null && seq < read.to;',
    replace: 'return false;',
  },
  {
    name: 'everything is sent again to who names another conversation',
    file: 'src/site/visitor-frames.ts',
    find: 'parts.reads.holdsAfter(socket, newest, frame.conversation === newest ? frame.seq : 0);',
    replace: 'parts.reads.holdsAfter(socket, frame.conversation, frame.seq);',
  },
  {
    name: 'what came before is sent again to who asks again',
    file: 'src/site/reads.ts',
    find: 'return read !== null && seq > read.from + 1;',
    replace: 'return false;',
    small: true,
  },
  {
    name: 'a tab says hello as often as it likes',
    file: 'src/site/visitor-frames.ts',
    find: "if (who.tab) return refuse({ code: 'frame.malformed' });",
    replace: '',
  },
  {
    name: 'who gives no sign of life is sent more and more',
    file: 'src/site/sending.ts',
    find: 'if (!this.isThere(socket)) return;',
    replace: '',
    small: true,
  },
  {
    name: 'sockets that close don’t count for their address',
    file: 'src/site/sockets.ts',
    find: '.filter((socket) => isOpen(socket) || this.isClosing(socket, now)).length;',
    replace: '.filter(isOpen).length;',
    small: true,
  },
  {
    name: 'sockets that close count for a moment only',
    file: 'src/site/flood.ts',
    find: 'CLOSING_COUNTS_MS = 60_000',
    replace: 'CLOSING_COUNTS_MS = 100',
    small: true,
  },
  {
    name: 'who was sent away and doesn’t answer is shown as there',
    file: 'src/site/monitor.ts',
    find: ': this.sockets.closingTabs(visitor)',
    replace: ': []',
  },
  {
    name: 'pages are not limited',
    file: 'src/site/frames.ts',
    find: 'if (flood.take(who.address, PAGES)) return this.pages.put(socket, text);',
    replace: '',
    small: true,
  },
  {
    name: 'a page that comes too fast is lost',
    file: 'src/site/frames.ts',
    find: 'if (flood.take(who.address, PAGES)) return this.pages.put(socket, text);',
    replace: 'if (flood.take(who.address, PAGES)) return;',
    small: true,
  },
  {
    name: 'what is typed is told without limit',
    file: 'src/site/frames.ts',
    find: 'if (flood.take(who.id, TYPING)) return this.typed.put(socket, text);',
    replace: '',
  },
  {
    name: 'a person may be asked for as often as anybody likes',
    file: 'src/site/visitor-frames.ts',
    find: "if (!mayAskForPerson(parts, who)) return refuse({ cid, code: 'person.too-often' });",
    replace: '',
  },
  {
    name: 'who comes by and never writes is kept',
    file: 'src/core/engine.ts',
    find: '        if (store.newestConversation(visit.visitor))\n          store',
    replace: '        store',
  },
];
