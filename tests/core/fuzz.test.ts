/**
 * Hostile frames, parsed and decided in process: whatever comes is a frame or a known refusal, nothing is thrown, a refusal has written no
 * row, and whoever keeps to the protocol is served all the while. `FUZZ_RUNS` multiplies the number of stories; fast-check prints the seed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import type { Command } from '../../src/core/command.ts';
import { type AgentFrame, agentFrameSchema } from '../../src/protocol/agent-wire.ts';
import { REFUSAL_CODES } from '../../src/protocol/refusal.ts';
import { type VisitorFrame, visitorFrameSchema } from '../../src/protocol/visitor-wire.ts';
import { isTooBig, parseFrame } from '../../src/site/frame.ts';
import { agentSnapshot, visitorSnapshot } from '../../src/site/snapshot.ts';
import { accepted, type Shop, site } from './desk.ts';
import { COLLEAGUE, hostile, OFFER, QUEUE, SELF, type Sent, settle } from './hostile.ts';

const STORIES = 250 * Number(process.env.FUZZ_RUNS ?? 1);
const FRAMES = 120;
/** What only Igor wrote, and no visitor but him may ever be shown. */
const CANARY = 'canary-4711';

type Agent = ReturnType<Shop['agent']>;
type Visitor = ReturnType<Shop['visitor']>;

interface Scene {
  shop: Shop;
  /** Sends the frames, or has the conversation that they are about. */
  eve: Visitor;
  /** Keeps to the protocol. */
  igor: Visitor;
  mallory: Agent;
  oskar: Agent;
  ended: string;
}

function scene(): Scene {
  const shop = site();
  const [eve, igor] = [shop.visitor('Eve'), shop.visitor('Igor')];
  const [mallory, oskar] = [shop.agent('Mallory'), shop.agent('Oskar')];
  eve.writes('Hello');
  const ended = eve.conversation;
  eve.ends();
  eve.writes('Hello again');
  igor.writes(CANARY);
  mallory.takesOver(eve.conversation);
  oskar.takesOver(igor.conversation);
  return { shop, eve, igor, mallory, oskar, ended };
}

/** What the shell makes of a visitor's frame; looks at what is asked for on the spot. */
function ofVisitor({ shop, eve }: Scene, frame: VisitorFrame): Command | null {
  const visitor = eve.facts();
  switch (frame.t) {
    case 'entry.post':
      return { ...frame, t: 'visitor.entry.post', visitor };
    case 'person.request':
      return { ...frame, visitor };
    case 'person.withdraw':
      return { ...frame, visitor: visitor.id };
    case 'conversation.close':
      return { ...frame, t: 'visitor.conversation.close', visitor: visitor.id };
    case 'conversation.resume':
    case 'visit.hello': {
      const after = frame.t === 'visit.hello' ? frame.after : frame;
      const shown = visitorSnapshot(
        shop.store,
        eve.id,
        after,
        () => null,
        () => undefined,
        shop.now,
      );
      must(!JSON.stringify(shown).includes(CANARY), 'another visitor’s words are shown');
      return null;
    }
    default:
      return null;
  }
}

/** The frame with the ids of this site in place of the stand-ins. */
function settled({ shop, mallory, oskar }: Scene, frame: AgentFrame): AgentFrame {
  const named = 'conversation' in frame ? frame.conversation : null;
  const conversation = named === null ? null : shop.store.conversation(named);
  const offer = conversation?.desk.offer?.id ?? 'ofr_none';
  const ids: Record<string, string> = {
    [COLLEAGUE]: oskar.id,
    [SELF]: mallory.id,
    [QUEUE]: shop.general.id,
    [OFFER]: offer,
  };
  return JSON.parse(JSON.stringify(frame), (_, value) => (Object.hasOwn(ids, value) ? ids[value] : value));
}

function ofAgent(scene: Scene, sent: AgentFrame): Command | null {
  const { shop, mallory } = scene;
  const agent = mallory.self();
  const frame = settled(scene, sent);
  switch (frame.t) {
    case 'entry.post':
    case 'note.post':
    case 'conversation.take-over':
    case 'conversation.leave':
    case 'conversation.close':
    case 'conversation.wrap-up':
    case 'conversation.transfer':
    case 'conference.leave':
    case 'offer.accept':
    case 'offer.decline':
    case 'offer.withdraw':
      return { ...frame, agent };
    case 'conversation.assign':
      return { ...frame, agent, to: frame.agent };
    case 'conference.invite':
      return { ...frame, agent, to: frame.agent };
    case 'status.set':
    case 'status.reset':
      return { ...frame, member: agent.id };
    case 'conversation.look':
      return frame.conversation === null ? null : { t: frame.t, agent, conversation: frame.conversation };
    case 'conversation.view': {
      const conversation = shop.store.conversation(frame.conversation);
      if (conversation) JSON.stringify(agentSnapshot(shop.store, conversation, agent.id, frame.seq ?? 0, () => null));
      return null;
    }
    default:
      return null;
  }
}

/** Throws what is broken; `expect` would be most of the time spent here. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`);
}

const known = (code: string) => Object.hasOwn(REFUSAL_CODES, code) && code !== 'internal';

interface Tally {
  frames: number;
  done: number;
  refused: number;
  malformed: number;
}

function play<Schema extends z.ZodType>(
  schema: Schema,
  commandOf: (scene: Scene, frame: z.infer<Schema>) => Command | null,
  frames: Sent[],
  tally: Tally,
): void {
  const it = scene();
  const { shop, eve, igor, oskar } = it;
  for (const [index, sent] of frames.entries()) {
    tally.frames++;
    const mine = shop.store.newestConversation(eve.id)!.id;
    const text = settle(sent, { mine, ended: it.ended, theirs: igor.conversation });
    if (typeof text !== 'string' || isTooBig(text)) continue;
    const parsed = parseFrame(schema, text);
    if ('code' in parsed) {
      tally.malformed++;
      must(known(parsed.code), `refused as ${parsed.code}`);
      must(parsed.cid === undefined || typeof parsed.cid === 'string', 'a cid that is no text');
      continue;
    }
    const before = oskarsLog(it);
    const command = commandOf(it, parsed.frame);
    if (!command) continue;
    const outcome = shop.does(command);
    if (outcome.ok) tally.done++;
    else {
      tally.refused++;
      must(known(outcome.refusal.code), `refused as ${outcome.refusal.code}`);
      must(shop.rows === 0, 'a refusal has written rows');
    }
    must(oskarsLog(it) === before, 'a conversation that somebody else holds has changed');
    const ringing = shop.store.conversationsWithPeople().flatMap(({ desk }) => desk.offer?.to.id ?? []);
    must(new Set(ringing).size === ringing.length, 'two offers ring at one agent');
    must(!shop.row(mine).desk.guests.some(({ id }) => id === shop.row(mine).holder?.id), 'a holder who is a guest');
    if (index % 10 > 0) continue;
    if (shop.row(mine).control === 'closed') accepted(eve.writes('Hello again'));
    accepted(igor.writes(`${CANARY} ${index}`));
    accepted(oskar.writes(igor.conversation, `I see ${index}.`));
    if (shop.ai.run(mine)) shop.ai.answers(mine, 'At nine.');
    // What rings at Oskar he takes, one in two.
    if (index % 20 === 0 && shop.ringsAt(mine) === 'Oskar') accepted(oskar.accepts(mine));
  }
  for (const { id } of shop.sql.all<{ id: string }>('SELECT id FROM conversations')) {
    const log = shop.log(id);
    must(
      log.every((entry, index) => entry.seq === index + 1),
      'a gap in the log',
    );
    const cids = log.flatMap(({ author, cid }) => (cid ? [`${author} ${cid}`] : []));
    must(new Set(cids).size === cids.length, 'a cid twice');
    if (id !== igor.conversation) must(!JSON.stringify(log).includes(CANARY), 'words in another conversation');
  }
  must(!('polluted' in {}), 'Object.prototype was polluted');
}

/** How far the innocent have come: nobody else may add to it. */
function oskarsLog({ shop, igor }: Scene): string {
  const { control, turn } = shop.row(igor.conversation);
  return `${control} ${turn} ${shop.store.lastEntry(igor.conversation)!.seq}`;
}

function fuzz<Schema extends z.ZodType>(schema: Schema, commandOf: Parameters<typeof play<Schema>>[1]): Tally {
  const tally: Tally = { frames: 0, done: 0, refused: 0, malformed: 0 };
  const story = fc.array(hostile(schema), { minLength: FRAMES, maxLength: FRAMES, size: 'max' });
  fc.assert(
    fc.property(story, (frames) => play(schema, commandOf, frames, tally)),
    { numRuns: STORIES },
  );
  return tally;
}

test.each(['visitor', 'agent'] as const)(
  'every hostile frame of a %s is done or refused, and hurts nobody',
  (role) => {
    const tally = role === 'visitor' ? fuzz(visitorFrameSchema, ofVisitor) : fuzz(agentFrameSchema, ofAgent);
    // A fuzz that never gets past the parser, or always does, proves nothing.
    expect(tally.frames).toBeGreaterThanOrEqual(STORIES * FRAMES);
    expect(tally.done / tally.frames).toBeGreaterThan(0.03);
    expect(tally.refused / (tally.done + tally.refused)).toBeGreaterThan(0.05);
    expect(tally.malformed / tally.frames).toBeGreaterThan(0.3);
  },
  120_000,
);
