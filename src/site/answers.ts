/**
 * The AI's answers while they are being written. Deltas go straight to the visitor and to whoever views, and are kept nowhere: the finished
 * answer comes back as a command that carries the turn it was asked in. Cancelling is synchronous, so nothing is shown after a take-over.
 */
import type { Command } from '#core/command';
import { Knowledge } from '#core/knowledge';
import { maskingFor } from '#core/mask/mask';
import { draftForAgent } from '#core/project';
import type { ShownAnswer } from '#core/step';
import type { Store } from '#core/store';
import { awaitingAnswers } from '#core/timer';
import type { TriedAnswer } from '#protocol/article';
import type { Source } from '#protocol/entry';
import type { NewId } from '#protocol/id';
import type { Answerer, AnswererRequest, TranscriptLine } from '../bot/port.ts';
import type { Language } from '../bot/words.ts';
import { JOIN_MS } from './sending.ts';
import type { Sockets } from './sockets.ts';

/** How much of the conversation the answerer is given, in entries. */
const TRANSCRIPT_ENTRIES = 60;
/** Those who view are told the rarer the longer it is: it is masked as a whole, which so stays in proportion to its length. */
const PAUSE_PER_CHAR_MS = 0.05;
/** How many passages are indexed in one go, where a new version of the schema left that to do. */
const INDEXED_AT_ONCE = 10;

interface Run extends ShownAnswer {
  conversation: string;
  visitor: string;
  country: string | null;
  turn: number;
  name: string;
  /** What agents have been shown of it, where somebody views. */
  told: string;
  /** They are about to be told more. */
  telling: boolean;
  abort: AbortController;
}

interface Needs {
  store: Store;
  sockets: Sockets;
  answerer: Answerer;
  newId: NewId;
  now(): number;
  run(command: Command): void;
  transaction<T>(work: () => T): T;
  /** A Monitor card of this visitor shows whether the AI is writing. */
  mark(visitor: string): void;
  waitUntil(work: Promise<void>): void;
  languageOf(visitor: string): Language | null;
}

export class Answers {
  private readonly runs = new Map<string, Run>();
  private readonly knowledge: Knowledge;

  constructor(private readonly needs: Needs) {
    this.knowledge = new Knowledge(needs.store.sql);
  }

  /** What has been shown of the answer that is being written, or null. */
  shown(conversation: string): (ShownAnswer & { name: string }) | null {
    return this.runs.get(conversation) ?? null;
  }

  /** Begins an answer, unless one is under way: what the visitor adds meanwhile is answered after it. */
  start(id: string, turn: number): void {
    if (this.runs.has(id)) return;
    const conversation = this.needs.store.conversation(id);
    if (conversation?.control !== 'bot' || conversation.turn !== turn) return;
    const last = this.needs.store.lastEntry(id);
    const run: Run = {
      conversation: id,
      visitor: conversation.visitor,
      country: conversation.country,
      turn,
      id: this.needs.newId('ans'),
      name: this.needs.store.site()!.settings.botName,
      text: '',
      told: '',
      telling: false,
      re: last?.seq ?? 0,
      abort: new AbortController(),
    };
    this.runs.set(id, run);
    this.sayTyping(run, true);
    this.needs.mark(run.visitor);
    // One that hangs must not keep the object awake, and billed, when nobody waits for it any more.
    // Where not even its failure can be written down, the conversation's timer fails it in its time.
    const written = this.write(run).catch((error: unknown) => {
      console.error('answer not ended', { conversation: id, error: String(error) });
    });
    this.needs.waitUntil(Promise.race([written, aborted(run.abort.signal)]));
  }

  /** Stops an answer at once. What was shown of it is the log's matter; nothing shown is told as dropped. */
  cancel(id: string): void {
    const run = this.runs.get(id);
    if (!run) return;
    this.runs.delete(id);
    run.abort.abort();
    this.end(run);
  }

  /** Takes up answers that were being written when the object's memory was lost. */
  resume(): void {
    for (const { id, turn } of awaitingAnswers(this.needs.store, this.needs.now())) this.start(id, turn);
  }

  /** What the AI would answer to a question that opens a conversation; nothing is kept of it. */
  async tryOut(question: string): Promise<TriedAnswer> {
    const answer: TriedAnswer = { text: '', sources: [], offersPerson: false };
    for await (const part of this.reply(
      [{ from: 'visitor', text: question }],
      null,
      new AbortController().signal,
      noPause,
    )) {
      if (part.type === 'delta') answer.text += part.text;
      else if (part.type === 'source') answer.sources.push({ article: part.article, title: part.title });
      else answer.offersPerson = true; // a hand-off is one that waits for no button
    }
    return answer;
  }

  /** The articles have changed. */
  forgetArticles(): void {
    this.knowledge.forget();
  }

  private async *reply(
    transcript: TranscriptLine[],
    language: Language | null,
    signal: AbortSignal,
    pause: AnswererRequest['pause'],
  ) {
    const { store, answerer, transaction } = this.needs;
    while (transaction(() => this.knowledge.indexMore(INDEXED_AT_ONCE))) await pause(0);
    const { name: siteName, botName } = store.site()!.settings;
    yield* answerer.reply({ siteName, botName, transcript, language, knowledge: this.knowledge, signal, pause });
  }

  private async write(run: Run): Promise<void> {
    const { signal } = run.abort;
    const sources: Source[] = [];
    let offersPerson = false;
    let handsOff = false;
    try {
      const parts = this.reply(this.transcript(run.conversation), this.needs.languageOf(run.visitor), signal, (ms) =>
        pause(ms, signal),
      );
      for await (const part of parts) {
        if (signal.aborted) return;
        if (part.type === 'delta') this.show(run, part.text);
        else if (part.type === 'source') sources.push({ article: part.article, title: part.title });
        else if (part.type === 'hand-off') handsOff = true;
        else offersPerson = true;
      }
      if (signal.aborted) return;
      this.runs.delete(run.conversation);
      const { conversation: id, turn, re, id: answer, text } = run;
      if (text.trim() === '') this.end(run);
      this.needs.run({ t: 'answer.finish', conversation: id, turn, re, answer, text, sources, offersPerson, handsOff });
    } catch (error) {
      if (signal.aborted) return;
      console.error('answer failed', { conversation: run.conversation, error: String(error) });
      this.runs.delete(run.conversation);
      this.end(run);
      this.needs.run({ t: 'answer.fail', conversation: run.conversation, turn: run.turn });
    }
    this.needs.mark(run.visitor);
  }

  private show(run: Run, text: string): void {
    const update = { t: 'answer.streamed', answer: run.id, name: run.name, offset: run.text.length, text } as const;
    run.text += text;
    this.needs.sockets.toVisitor(run.visitor, update);
    if (run.telling || !this.needs.sockets.isViewed(run.conversation)) return;
    run.telling = true;
    setTimeout(() => this.tell(run), Math.max(JOIN_MS, run.text.length * PAUSE_PER_CHAR_MS));
  }

  /** To those who view. Should more text show that something else was meant by what they have, they wait for the whole answer. */
  private tell(run: Run): void {
    run.telling = false;
    // What is finished or dropped they have heard of.
    if (this.runs.get(run.conversation) !== run) return;
    const { conversation, id: answer, name, told } = run;
    const text = draftForAgent(run.text, maskingFor(this.needs.store.site()!.settings.masking, run.country));
    if (text.length <= told.length || !text.startsWith(told)) return;
    run.told = text;
    const more = { answer, name, offset: told.length, text: text.slice(told.length) };
    this.needs.sockets.toViewers(conversation, { t: 'answer.streamed', conversation, ...more });
  }

  private end(run: Run): void {
    const { conversation, visitor } = run;
    if (run.text === '') this.sayTyping(run, false);
    this.needs.sockets.toVisitor(visitor, { t: 'answer.dropped', answer: run.id });
    this.needs.sockets.toViewers(conversation, { t: 'answer.dropped', conversation, answer: run.id });
    this.needs.mark(visitor);
  }

  private sayTyping(run: Run, on: boolean): void {
    const { conversation } = run;
    this.needs.sockets.toVisitor(run.visitor, { t: 'typing.changed', from: 'bot', on });
    this.needs.sockets.toViewers(conversation, { t: 'typing.changed', conversation, from: 'bot', on });
  }

  private transcript(conversation: string): TranscriptLine[] {
    return this.needs.store
      .newestEntries(conversation, TRANSCRIPT_ENTRIES)
      .reverse()
      .flatMap(({ body }) => (body.kind === 'message' ? [{ from: body.from, text: body.text }] : []));
  }
}

const noPause = () => Promise.resolve();

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** A pause inside an answer: short, bounded, and over at once when the answer is cancelled. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
