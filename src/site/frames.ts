/** One frame of a socket, from its text to its answer: limits, schema, and then the part that knows what it does. */
import { type AgentFrame, agentFrameSchema } from '#protocol/agent-wire';
import { CloseCode } from '#protocol/close-code';
import { type VisitorFrame, visitorFrameSchema } from '#protocol/visitor-wire';
import { onAgentFrame } from './agent-frames.ts';
import { ADDRESS_REFUSALS, FLOOD_PAUSE_MS, FRAMES, OVERLOAD_PAUSE_MS, PAGES, REFUSALS, TYPING } from './flood.ts';
import { type FrameRefusal, glanceAt, type Parsed, parseFrame } from './frame.ts';
import { Latest } from './latest.ts';
import type { Parts } from './parts.ts';
import { onVisitorFrame } from './visitor-frames.ts';

/** Frames that are answered, though they have no `cid`. */
const HELLOS: readonly string[] = ['visit.hello', 'agent.hello'] satisfies (VisitorFrame | AgentFrame)['t'][];
const READS: readonly string[] = ['conversation.resume', 'conversation.view', 'entry.list', 'visits.watch'] satisfies (
  | VisitorFrame
  | AgentFrame
)['t'][];

const PAGE = 'page.view' satisfies VisitorFrame['t'];
const OPENED = 'widget.open' satisfies VisitorFrame['t'];
const TYPED = 'typing.set' satisfies VisitorFrame['t'];

export class Frames {
  private readonly pages = new Latest((socket, text) => this.handle(socket, text, false));
  private readonly opened = new Latest((socket, text) => this.handle(socket, text, false));
  private readonly typed = new Latest((socket, text) => this.handle(socket, text, false));

  constructor(private readonly parts: Parts) {}

  /** Never throws: a fault of ours is told as `internal`, and has changed nothing. `busy`: signs of typing are left out. */
  handle(socket: WebSocket, text: string, busy: boolean): void {
    const { sockets, flood, store } = this.parts;
    const who = sockets.of(socket);
    if (who?.sentAway) return;
    if (!who || !store.isOpen()) return sockets.close(socket, CloseCode.unknownSite, 'site.unknown');
    sockets.signs.heard(socket, this.parts.now());
    const retryAfterMs = flood.take(who.role === 'agent' ? who.member : who.id, FRAMES);
    if (retryAfterMs) {
      const { t = '', cid } = glanceAt(text);
      if (t === PAGE) this.pages.put(socket, text);
      if (t === OPENED) this.opened.put(socket, text);
      // Without a welcome a socket is of no use: it comes back when it may.
      const isNew = who.role === 'agent' ? !who.ready : !who.tab;
      if (isNew && HELLOS.includes(t)) return sockets.close(socket, CloseCode.flooded, String(Math.ceil(retryAfterMs)));
      return this.refuse(socket, { code: 'rate.limited', cid, retryAfterMs });
    }
    if (who.role === 'agent') {
      this.does(socket, parseFrame(agentFrameSchema, text), busy, (frame) =>
        onAgentFrame(this.parts, socket, who, frame),
      );
    } else {
      this.does(socket, parseFrame(visitorFrameSchema, text), busy, (frame) => {
        // Before its hello whatever it says is refused.
        if (frame.t === PAGE && who.tab) {
          if (flood.take(who.address, PAGES)) return this.pages.put(socket, text);
          this.pages.forget(socket);
        }
        if (frame.t === TYPED && frame.on && who.tab) {
          if (flood.take(who.id, TYPING)) return this.typed.put(socket, text);
        }
        // Whatever else the visitor does comes after what they typed until then.
        if (frame.t !== PAGE) this.typed.forget(socket);
        onVisitorFrame(this.parts, socket, who, frame, (refusal) => this.refuse(socket, refusal));
      });
    }
  }

  private does<Frame extends VisitorFrame | AgentFrame>(
    socket: WebSocket,
    parsed: Parsed<Frame>,
    busy: boolean,
    act: (frame: Frame) => void,
  ): void {
    if ('code' in parsed) return this.refuse(socket, parsed);
    const { frame } = parsed;
    if (busy && frame.t === 'typing.set') return;
    try {
      act(frame);
    } catch (error) {
      console.error('frame failed', { frame: frame.t, error: String(error) });
      // Without a welcome a socket is of no use: it comes back for one.
      if (HELLOS.includes(frame.t)) return this.parts.sockets.close(socket, CloseCode.tryLater, 'internal');
      this.refuse(socket, { code: 'internal', cid: 'cid' in frame ? frame.cid : undefined });
    }
  }

  /**
   * More frames wait than can be handled: who asks for something is asked to come back, spread out, and who only just came is sent away until
   * later, since they would wait for their welcome for ever. A page or an opening is told later, and what else asks for nothing is dropped.
   */
  overloaded(socket: WebSocket, text: string): void {
    const { t = '', cid, conversation } = glanceAt(text);
    if (HELLOS.includes(t)) return this.parts.sockets.close(socket, CloseCode.tryLater, 'overloaded');
    if (t === PAGE) return this.pages.put(socket, text);
    if (t === OPENED) return this.opened.put(socket, text);
    const retryAfterMs = OVERLOAD_PAUSE_MS * (1 + Math.random());
    if (cid) this.refuse(socket, { code: 'overloaded', cid, retryAfterMs });
    else if (READS.includes(t)) this.refuse(socket, { code: 'overloaded', conversation, retryAfterMs });
  }

  /** Refuses a frame; a socket that goes on and on is closed, with the time to stay away. */
  private refuse(socket: WebSocket, refusal: FrameRefusal): void {
    const { code, cid, conversation, retryAfterMs } = refusal;
    const { sockets, flood } = this.parts;
    const who = sockets.of(socket);
    const tooMany =
      flood.takeOf(socket, REFUSALS) || (who?.role === 'visitor' && flood.take(who.address, ADDRESS_REFUSALS));
    if (tooMany) return sockets.close(socket, CloseCode.flooded, String(FLOOD_PAUSE_MS));
    const wait = retryAfterMs && { retryAfterMs: Math.ceil(retryAfterMs) };
    sockets.say(socket, { t: 'refused', code, ...(cid && { cid }), ...(conversation && { conversation }), ...wait });
  }
}
