/** What the people of a world do. Each action chooses among those who can do it now; where there is nobody, nothing happens. */
import { pick } from './chance.ts';
import type { Agent, Device } from './people/agent.ts';
import type { Visitor, VisitorTab } from './people/visitor.ts';
import type { Action } from './plan.ts';
import { reached } from './reached.ts';
import { trouble } from './trouble.ts';
import type { World } from './world.ts';

export function act(world: World, action: Action): void {
  const { name, who, what } = action;
  const visitor = pick(world.visitors, who);
  const tab = visitor && pick(visitor.tabs, what);
  const agent = pick(world.agents, who);
  const device = agent && pick(agent.devices, what);
  if (name.startsWith('visitor')) {
    if (visitor) visitorActs(world, name, visitor, tab, what);
  } else if (name.startsWith('agent') && !name.startsWith('agent is')) {
    if (agent) agentActs(name, agent, device, what);
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
    case 'visitor types':
      return owner.turn(() => chat.typing(what % 2 === 0));
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
      });
    case 'visitor turns a page':
      return owner.turn(() =>
        chat.view({
          url: `https://shop.example/${host.index}/${what % 50}`,
          title: `Page ${what % 50} @s${host.index}`,
        }),
      );
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

function agentActs(name: string, agent: Agent, device: Device | undefined, what: number): void {
  const { world, host } = agent;
  if (name === 'agent opens a device') {
    if (agent.devices.length < 2 && !agent.removed) world.tell(`${agent.open().name} opens`);
    return;
  }
  if (!device) return;
  const { state } = device;
  const card = pick(
    [...state.visits.values()].filter((visit) => visit.conversation),
    what,
  );
  const inSight = card?.conversation ?? undefined;
  const held = [...state.visits.values()].filter((it) => it.conversation?.holder?.id === agent.id);
  const mine = pick(held, what)?.conversation?.id ?? inSight?.id;
  world.tell(`${device.name}: ${name.slice(6)} ${mine ?? ''}`);
  switch (name) {
    case 'agent views':
      if (inSight) device.view(inSight.id);
      return;
    case 'agent stops viewing': {
      const viewed = pick([...device.views.keys()], what);
      if (viewed) device.unview(viewed);
      return;
    }
    case 'agent takes over': {
      if (!inSight) return;
      if (inSight.answering) reached('a take-over while the AI writes');
      // As in the product, whoever takes over has it open.
      if (what % 3 && agent.world.setup.viewsOnTakeOver) device.view(inSight.id);
      return device.act((it) => it.takeOver(inSight.id));
    }
    case 'agent leaves':
      return mine ? device.act((it) => it.leave(mine)) : undefined;
    case 'agent closes':
      return mine ? device.act((it) => it.close(mine)) : undefined;
    case 'agent posts':
      return mine ? device.post(mine, words(what, host.index)) : undefined;
    case 'agent types':
      return mine ? device.act((it) => it.typing(mine, what % 2 === 0)) : undefined;
    case 'agent closes a device':
      return agent.close(device);
    case 'agent reloads':
      return agent.reload(device);
  }
}

const SAYINGS = ['Hello', 'Where is my parcel?', 'How long does delivery take?', 'Thanks', 'A person, please', 'yes'];

/** Ordinary words; now and then the same as before. Each carries its site's mark. */
function words(what: number, site: number): string {
  const saying = SAYINGS[what % SAYINGS.length]!;
  return what % 3 ? `${saying} ${what % 1_000} @s${site}` : `${saying} @s${site}`;
}

/** What text must survive as it was typed, or be refused. */
function odd(what: number, site: number): string {
  const list = [
    '<b>bold</b> & "quotes"',
    'x'.repeat(1_100),
    '  \n ',
    'ä😀\u202e\u0000 end',
    '**md** [a](javascript:1)',
    'y'.repeat(990),
  ];
  const text = list[what % list.length]!;
  return text.trim() === '' ? text : `${text} @s${site}`;
}
