/**
 * What somebody does who means the site no good: floods over a tab's own connection, so that its honest user is there to suffer from it, and
 * sockets that no widget would open.
 */
import { PROTOCOL_VERSION } from '../../src/protocol/limits.ts';
import { pick } from './chance.ts';
import { Stranger } from './people/stranger.ts';
import type { Visitor, VisitorTab } from './people/visitor.ts';
import { words } from './people/words.ts';
import type { Action } from './plan.ts';
import type { TabSocket } from './platform/browser.ts';
import type { World } from './world.ts';

export function hostileActs(world: World, { name, who, what }: Action): void {
  const visitor = pick(name === 'hostile typing' ? whoIsViewed(world) : world.visitors, who);
  if (!visitor) return;
  world.tell(`${name} (${visitor.name})`);
  if (name === 'hostile crowd') return crowds(world, visitor, what);
  if (name === 'hostile visits') return comesAndGoes(world, visitor, what);
  const tab = pick(visitor.tabs, what);
  const wire = tab && world.network.open([tab]).at(-1);
  if (!tab || !wire) return;
  const { host } = visitor;
  const up = (frame: object) => {
    if (!wire.gone && !tab.owner.dead) wire.up(JSON.stringify(frame));
  };
  const thread = tab.state?.thread;
  switch (name) {
    case 'hostile pages':
      for (let i = 0; i < 60; i++)
        tab.view({ url: `https://shop.example/${host.index}/${what}/${i}`, title: `Page ${i} @s${host.index}` });
      return;
    case 'hostile typing':
      return typesAll(world, tab, up, what);
    case 'hostile resumes':
      // Under their conversation's name, and under one that is none of theirs.
      for (let i = 0; thread && i < 8; i++)
        up({
          t: 'conversation.resume',
          conversation: i % 3 ? thread.id : 'cnv_0000000000000000',
          seq: (what >> i) % 3,
        });
      return;
    case 'hostile lists':
      for (let i = 0; thread && i < 6; i++)
        up({ t: 'entry.list', conversation: thread.id, before: thread.from + 1 + ((what >> i) % 4) });
      return;
    case 'hostile hellos':
      for (let i = 0; i < 3; i++)
        up({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: 'https://shop.example', page: tab.page, open: false });
      return;
    case 'hostile requests':
      for (let i = 0; i < 18; i++)
        world.clock.after(i * 1_000, null, () =>
          up({ t: i % 2 ? 'person.withdraw' : 'person.request', cid: `hostile${what}x${i}` }),
        );
      return;
    case 'hostile noise':
      for (let i = 0; i < 150; i++) up({ t: 'noise' });
      return;
    case 'hostile reader':
      // Another tab of theirs, as far as the site knows.
      new Stranger(world, host, {
        address: tab.headers.address!,
        protocols: (wire.client as TabSocket).protocols,
        open: true,
        noisy: false,
        mute: true,
      });
      return;
  }
}

/** Types letter by letter, and sends it now and then; half of them leave their last words unsent. */
function typesAll(world: World, tab: VisitorTab, up: (frame: object) => void, what: number): void {
  const { index } = tab.visitor.host;
  for (let i = 0; i < (what % 2 ? 30 : 36); i++) {
    world.clock.after(i * 70, null, () => {
      up({ t: 'typing.set', on: true, text: `${typedWord(what * 36 + i)} @s${index}` });
      if (i % 10 === 9 && !tab.owner.dead) tab.post(words(what + i, index));
    });
  }
}

/** A word for every number, so that each is known again. */
function typedWord(number: number): string {
  return `typed-${Array.from(number.toString(26), (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}`;
}

/** Many sockets from one address, which stay as long as they are let; most have the site close them, by their page or their noise, and don't answer. */
function crowds(world: World, visitor: Visitor, what: number): void {
  const address = what % 2 ? `address-${visitor.index}` : 'address-crowd';
  const origin = what % 3 ? 'https://elsewhere.example' : 'https://shop.example';
  for (let i = 0; i < 10 + (what % 12); i++) {
    world.clock.after(i * 25, null, () => {
      const ways = { address, origin, open: true, noisy: i % 2 === 0, mute: true };
      const stranger = new Stranger(world, visitor.host, ways);
      world.clock.after(20_000 + (what % 100_000), null, () => stranger.goes());
    });
  }
}

/** People without a word, who come and go. */
function comesAndGoes(world: World, { host }: Visitor, what: number): void {
  for (let i = 0; i < 3 + (what % 6); i++) {
    world.clock.after(i * 300, null, () => {
      const ways = { address: `address-visits-${i}`, open: (what + i) % 3 > 0, noisy: false, mute: false };
      const stranger = new Stranger(world, host, ways);
      world.clock.after(500 + ((what * (i + 1)) % 4_000), null, () => stranger.goes());
    });
  }
}

/** Those whose conversation somebody looks at; anybody, where nobody looks, or where that must make no difference. */
function whoIsViewed(world: World): Visitor[] {
  if (world.setup.compared) return world.visitors;
  const viewed = new Set(world.devices().flatMap(({ state }) => [...state.threads.keys()]));
  const theirs = world.visitors.filter(({ tabs }) => tabs.some(({ state }) => viewed.has(state?.thread?.id ?? '')));
  return theirs.length > 0 ? theirs : world.visitors;
}
