/** What the people of a world do. Each action chooses among those who can do it now; where there is nobody, nothing happens. */

import { adminActs } from './act-admin.ts';
import { agentActs, CAN, watcherActs } from './act-agent.ts';
import { hostileActs } from './act-hostile.ts';
import { pick } from './chance.ts';
import type { Visitor, VisitorTab } from './people/visitor.ts';
import { odd, secrets, words } from './people/words.ts';
import type { Action } from './plan.ts';
import { reached } from './reached.ts';
import { trouble } from './trouble.ts';
import type { World } from './world.ts';

export function act(world: World, action: Action): void {
  const { name, who, what } = action;
  const visitor = pick(world.visitors, who);
  const tab = visitor && pick(visitor.tabs, what);
  const watches = name.startsWith('watcher');
  const devices = world.devices().filter((each) => each.agent.watches === watches);
  const able = CAN[name];
  const agent = pick(
    world.agents.filter((each) => each.watches === watches),
    who,
  );
  const device = able ? pick(devices.filter(able), who) : agent && pick(agent.devices, what);
  if (name.startsWith('visitor')) {
    if (visitor) visitorActs(world, name, visitor, tab, what);
  } else if (name.startsWith('agent') && !name.startsWith('agent is')) {
    if (able ? device : agent) agentActs(name, device?.agent ?? agent!, device, what);
  } else if (watches) {
    if (device) watcherActs(name, device, what);
  } else if (name.startsWith('hostile')) {
    hostileActs(world, action);
  } else if (name.startsWith('admin')) {
    adminActs(world, action);
  } else if (name === 'time passes') {
    world.tell('time passes');
  } else {
    trouble(world, action);
  }
}

function visitorActs(world: World, name: string, visitor: Visitor, tab: VisitorTab | undefined, what: number): void {
  const { host } = visitor;
  if (name === 'visitor opens a tab') {
    if (visitor.tabs.length < 4) world.tell(`${visitor.openTab().name} opens`);
    return;
  }
  if (!tab) return;
  world.tell(`${tab.name}: ${name.slice(8)}`);
  const { chat, owner, state } = tab;
  switch (name) {
    case 'visitor posts':
      if (state?.link !== 'live') reached('a message written offline');
      return tab.post(words(what, host.index));
    case 'visitor posts several':
      for (let i = 0; i < 2 + (what % 9); i++) tab.post(words(what + i, host.index));
      return;
    case 'visitor posts something odd':
      return tab.post(odd(what, host.index));
    case 'visitor posts something private':
      for (const text of secrets(what >> 3, host.index)) tab.post(text);
      return;
    case 'visitor types':
      return owner.turn(() => chat.typing(what % 2 === 0));
    case 'visitor leaves':
      return leaves(world, visitor);
    case 'visitor asks for a person':
      return owner.turn(() => chat.wish('person.request'));
    case 'visitor goes back':
      return owner.turn(() => chat.wish('person.withdraw'));
    case 'visitor ends':
      return owner.turn(() => chat.wish('conversation.close'));
    case 'visitor starts anew':
      return owner.turn(() => chat.startNew());
    case 'visitor retries': {
      const failed = state?.pending.find((item) => item.failed);
      if (!failed) return;
      reached('a refused message was tried again');
      return tab.retry(failed.frame.cid);
    }
    case 'visitor opens the panel':
      return owner.turn(() => {
        owner.session.items.set('panel', 'open');
        chat.open(what % 4 !== 0);
        if (what % 3 === 0) chat.readBack();
      });
    case 'visitor turns a page':
      // Some leaf through faster than anybody reads.
      for (let page = what % 50; page < (what % 50) + (what % 5 ? 1 : 4); page++)
        tab.view({
          url: `https://shop.example/${host.index}/${page}${what % 7 ? '' : '?email=anna.novak%40mail.example'}`,
          title: `Page ${page} @s${host.index}`,
        });
      return;
    case 'visitor closes a tab':
      return visitor.closeTab(tab);
    case 'visitor reloads':
      return visitor.reload(tab);
    case 'visitor hides or shows':
      owner.hidden = !owner.hidden;
      return owner.happens('visibilitychange');
    case 'visitor goes rogue':
      return goesRogue(world, tab, what);
  }
}

/** One who waits, if there is one; else anybody. */
function leaves(world: World, anybody: Visitor): void {
  const waits = world.visitors.find((each) => each.tabs[0]?.state?.thread?.control === 'waiting');
  const visitor = waits ?? anybody;
  world.tell(`${visitor.name} leaves`);
  visitor.leaves();
}

/** Frames that the widget would never send, over its own socket. */
function goesRogue(world: World, tab: VisitorTab, what: number): void {
  const wire = world.network.open([tab]).at(-1);
  const { log } = world.checks.of(tab.visitor.host);
  const cid = pick(
    [...tab.visitor.written.keys()].filter((each) => log.byCid.has(`${tab.state?.visitor} ${each}`)),
    what,
  );
  const foreign = [...log.conversations.keys()][what % 7];
  const frames = [
    { t: 'entry.post', cid, text: 'other words under the same cid' },
    { t: 'entry.post', cid: `rogue${what}`, text: 'a message', conversation: foreign },
    { t: 'conversation.resume', conversation: foreign ?? 'cnv_0000000000000000', seq: 0 },
    { t: 'conversation.take-over', cid: 'take', conversation: foreign },
    { t: 'entry.post', cid: `long${what}`, text: 'x'.repeat(1_001) },
    { t: 'person.request', cid: 'x' },
  ];
  const frame = frames[what % frames.length]!;
  if (wire && (!('cid' in frame) || frame.cid !== undefined))
    wire.up(what % 11 === 0 ? '{"t":' : JSON.stringify(frame));
}
