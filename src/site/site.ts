/**
 * The Site object: one per site, the truth of everything that belongs to it. This class only knows the platform's events and hands each
 * to the part that understands it; what is decided is decided in `#core/engine`.
 */
import { DurableObject } from 'cloudflare:workers';
import { listArticles, readArticle, removeArticle, searchArticles, writeArticle } from '#core/article';
import { migrate } from '#core/schema';
import { listTemplates } from '#core/template';
import type { ArticleBody, TriedAnswer } from '#protocol/article';
import { CloseCode } from '#protocol/close-code';
import type { RefusalCode } from '#protocol/refusal';
import type { SitePatch, SiteSettings } from '#protocol/site';
import type { TemplateBody } from '#protocol/template';
import { attempt } from './attempt.ts';
import { type DeskAnswers, type DeskRequest, deskAnswer } from './desk.ts';
import type { AgentIdentity, Answer, SiteDoor, SiteView, SocketsOf, TemplateWriter } from './door.ts';
import { isTooBig } from './frame.ts';
import { Frames } from './frames.ts';
import { Inbox } from './inbox.ts';
import { Parts } from './parts.ts';
import { isOver, signOut, signOutOver } from './sign-out.ts';
import { Templates } from './templates.ts';
import { answerClose, NO_CLOSE_FRAME, upgrade } from './upgrade.ts';

const UNKNOWN = { ok: false, refusal: { code: 'site.unknown' } } as const;

export class Site extends DurableObject<Cloudflare.Env> implements SiteDoor {
  private readonly parts: Parts;
  private exists = false;
  private readonly inbox: Inbox;
  private readonly templates: Templates;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    this.parts = new Parts(ctx, env);
    this.templates = new Templates(this.parts);
    const frames = new Frames(this.parts);
    this.inbox = new Inbox(
      (socket, text, busy) => frames.handle(socket, text, busy),
      (socket, text) => frames.overloaded(socket, text),
      () => ctx.storage.sync(),
    );
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    ctx.blockConcurrencyWhile(async () => {
      this.exists = ctx.storage.transactionSync(() => migrate(this.parts.store.sql, false));
      if (!this.exists) return;
      await this.parts.alarm.restore();
      this.parts.clock.wake();
      this.parts.rights.wake();
    });
  }

  override async fetch(request: Request): Promise<Response> {
    return upgrade(request, this.open() ? this.parts : null);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    // We closed it; what it goes on to say is not even looked at.
    if (this.parts.sockets.of(socket)?.sentAway) return;
    this.parts.rights.look();
    const over = isOver(this.parts, socket);
    if (!over && typeof data === 'string' && !isTooBig(data)) return this.inbox.take(socket, data);
    // What it said before has its answers first.
    this.inbox.flush();
    if (over) signOutOver(this.parts);
    else if (typeof data === 'string') this.parts.sockets.close(socket, CloseCode.tooBig, 'frame.too-big');
    else this.parts.sockets.close(socket, CloseCode.unsupported, 'text only');
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    answerClose(socket, code, reason);
    // What it said last, it said before it left.
    this.inbox.flush();
    if (this.open()) this.parts.closed(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.webSocketClose(socket, NO_CLOSE_FRAME, '');
  }

  /** May come late, twice or without need: everything in it looks at what is true now. */
  override async alarm(): Promise<void> {
    if (!this.exists) return;
    this.inbox.flush();
    // Who says nothing must not listen for ever either.
    attempt('sessions that are over', () => signOutOver(this.parts));
    attempt('dashboards that are silent', () => this.parts.sockets.closeSilentAgents());
    await this.parts.clock.ring();
  }

  async create(id: string, settings: SiteSettings): Promise<Answer<SiteView>> {
    if (this.exists && !this.open()) return UNKNOWN;
    this.ctx.storage.transactionSync(() => migrate(this.parts.store.sql, true));
    this.exists = true;
    this.parts.run({ t: 'site.create', id, settings });
    return this.read();
  }

  async read(): Promise<Answer<SiteView>> {
    return this.withSite(({ id, createdAt, rev, settings }) => ({ id, createdAt, rev, ...settings }));
  }

  async change(patch: SitePatch): Promise<Answer<SiteView>> {
    if (!this.open()) return UNKNOWN;
    this.parts.run({ t: 'site.change', patch });
    return this.read();
  }

  async remove(): Promise<Answer<null>> {
    if (!this.open()) return UNKNOWN;
    this.parts.run({ t: 'site.remove' });
    return { ok: true, value: null };
  }

  async listArticles() {
    return this.withSite(() => listArticles(this.parts.store.sql));
  }

  async searchArticles(text: string) {
    return this.withSite(() => searchArticles(this.parts.store.sql, text));
  }

  async readArticle(id: string) {
    return this.withArticle(() => readArticle(this.parts.store.sql, id));
  }

  async saveArticle(id: string | null, body: ArticleBody, seen?: number) {
    this.parts.answers.forgetArticles();
    const context = { now: this.parts.now(), newId: () => this.parts.newId('art') };
    return this.withArticle((sql) => writeArticle(sql, { id, ...body, seen }, context));
  }

  async removeArticle(id: string): Promise<Answer<null>> {
    this.parts.answers.forgetArticles();
    const removed = this.withArticle((sql) => (removeArticle(sql, id) ? true : null));
    return removed.ok ? { ok: true, value: null } : removed;
  }

  async tryQuestion(text: string): Promise<Answer<TriedAnswer>> {
    return this.open() ? { ok: true, value: await this.parts.answers.tryOut(text) } : UNKNOWN;
  }

  async listTemplates(member: string) {
    return this.withSite(() => listTemplates(this.parts.store.sql, member));
  }

  async saveTemplate(by: TemplateWriter, id: string | null, body: TemplateBody) {
    return this.open() ? this.templates.save(by, id, body) : UNKNOWN;
  }

  async removeTemplate(by: TemplateWriter, id: string) {
    return this.open() ? this.templates.remove(by, id) : UNKNOWN;
  }

  async importTemplates(by: TemplateWriter, bodies: TemplateBody[]) {
    return this.open() ? this.templates.import(by, bodies) : UNKNOWN;
  }

  async desk<Request extends DeskRequest>(request: Request): Promise<Answer<DeskAnswers[Request['t']]>> {
    return this.open() ? deskAnswer(this.parts, request) : UNKNOWN;
  }

  async issueTicket(agent: AgentIdentity): Promise<Answer<string>> {
    return this.withSite(() => this.parts.tickets.issue(agent));
  }

  async renameAgent(member: string, name: string): Promise<void> {
    if (this.open()) this.parts.rename({ id: member, name });
  }

  async disconnect(who: SocketsOf): Promise<void> {
    this.inbox.flush();
    if (this.open()) signOut(this.parts, who);
  }

  /** Whether there is a site here that has not been removed. */
  private open(): boolean {
    return this.exists && this.parts.store.site()?.removedAt === null;
  }

  private withSite<T>(read: (site: NonNullable<ReturnType<Parts['store']['site']>>) => T): Answer<T> {
    const site = this.exists ? this.parts.store.site() : null;
    return site && site.removedAt === null ? { ok: true, value: read(site) } : UNKNOWN;
  }

  /** One transaction; null where there is no such article. */
  private withArticle<T extends object | true>(
    work: (sql: Parts['store']['sql']) => T | RefusalCode | null,
  ): Answer<T> {
    const answer = this.withSite(() => this.parts.transaction(() => work(this.parts.store.sql)));
    if (!answer.ok) return answer;
    const value = answer.value ?? 'article.unknown';
    return typeof value === 'string' ? { ok: false, refusal: { code: value } } : { ok: true, value };
  }
}
