/**
 * What an agent asked and the site has not settled yet: commands as promises, messages as a list to be shown.
 * A command is settled exactly once, by its ack, by its effect seen in the log, or by a refusal. A message stays in the
 * list until its entry has come, so that it never blinks away between the ack and the log.
 */
import type { AgentFrame, AgentUpdate } from '#protocol/agent-wire';
import type { RefusalCode } from '#protocol/refusal';
import type { Ack, Refused } from '#protocol/wire';
import { createOutbox, type Draft, type Pending } from '../kit/outbox.ts';

export interface Post {
  cid: string;
  conversation: string;
  text: string;
  at: number;
  state: 'sending' | 'sent' | 'failed';
  code?: RefusalCode;
}

export type Outcome = { ok: true } | { ok: false; code: RefusalCode | 'network.failed'; holder?: string };

export interface DeskOutbox {
  command(draft: Draft<AgentFrame>): Promise<Outcome>;
  post(conversation: string, text: string): void;
  retry(cid: string): void;
  discard(cid: string): void;
  /** The link is live again. */
  resend(): void;
  hear(update: Ack | Refused): void;
  /** Takes out what the log has by now. Called after updates were folded. */
  settle(updates: readonly AgentUpdate[]): void;
}

export interface DeskOutboxOptions {
  site: string;
  send: (frame: AgentFrame) => boolean;
  onPosts: (posts: Post[]) => void;
  /** The last seq of a conversation that is in sight; infinity where none is. */
  heldSeq: (conversation: string) => number;
  now: () => number;
}

export function createDeskOutbox(options: DeskOutboxOptions): DeskOutbox {
  const waiting = new Map<string, (outcome: Outcome) => void>();
  let pending: readonly Pending<AgentFrame>[] = [];
  /** Acknowledged, but their entry has not come yet. */
  let acked: (Post & { seq: number })[] = [];
  let shown = 0;

  const outbox = createOutbox<AgentFrame>({
    send: options.send,
    onChange: (items) => {
      pending = items;
      show();
    },
    storage: sessionStore(),
    key: `edgewise.outbox.${options.site}.`,
    // A take-over from before a reload would surprise everybody.
    keeps: (frame) => frame.t === 'entry.post',
    lane: (frame) => frame.conversation,
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: options.now,
  });

  return {
    command: (draft) => new Promise((resolve) => waiting.set(outbox.add(draft), resolve)),
    post: (conversation, text) => void outbox.add({ t: 'entry.post', conversation, text }),
    retry: (cid) => outbox.retry(cid),
    discard: (cid) => outbox.discard(cid),
    resend: () => outbox.resend(),
    hear(update) {
      if (update.t === 'ack') acknowledged(update);
      else refused(update);
    },
    settle(updates) {
      for (const update of updates) {
        if (update.t !== 'entry.added' || !('cid' in update.entry)) continue;
        const { cid } = update.entry;
        outbox.settle(cid);
        acked = acked.filter((post) => post.cid !== cid);
        answer(cid, { ok: true });
      }
      acked = acked.filter((post) => post.seq > options.heldSeq(post.conversation));
      show();
    },
  };

  function acknowledged(update: Ack): void {
    const frame = pending.find((item) => item.frame.cid === update.cid)?.frame;
    if (frame?.t === 'entry.post') {
      const { cid, conversation, text } = frame;
      acked = [...acked, { cid, conversation, text, at: update.at, seq: update.seq, state: 'sent' }];
    }
    outbox.hear(update);
    answer(update.cid, { ok: true });
  }

  function refused(update: Refused): void {
    const { cid, code, holder } = update;
    if (cid === undefined) return;
    outbox.hear(update);
    const item = pending.find((one) => one.frame.cid === cid);
    // Some refusals are waited out.
    if (item !== undefined && item.failed === undefined) return;
    if (item !== undefined && item.frame.t !== 'entry.post') outbox.discard(cid);
    answer(cid, { ok: false, code, ...(holder !== undefined && { holder }) });
  }

  function answer(cid: string, outcome: Outcome): void {
    waiting.get(cid)?.(outcome);
    waiting.delete(cid);
  }

  function show(): void {
    const unsent = pending.flatMap(({ frame, at, failed }): Post[] => {
      if (frame.t !== 'entry.post') return [];
      const { cid, conversation, text } = frame;
      return [{ cid, conversation, text, at, ...(failed ? { state: 'failed', code: failed } : { state: 'sending' }) }];
    });
    const posts = [...acked, ...unsent];
    if (posts.length + shown > 0) options.onPosts(posts);
    shown = posts.length;
  }
}

function sessionStore(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
