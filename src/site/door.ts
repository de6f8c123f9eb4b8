/**
 * The Site object's RPC door, as the HTTP side sees it. Everything that HTTP changes about a site goes through here;
 * refusals come back as values. Callers have checked the policy; the object checks that it is the site it is asked for.
 */
import type { TemplateWriter } from '#core/template';
import type { Article, ArticleBody, ArticleSummary, TriedAnswer } from '#protocol/article';
import type { Role } from '#protocol/member';
import type { Refusal } from '#protocol/refusal';
import type { SitePatch, SiteSettings } from '#protocol/site';
import type { Template, TemplateBody, TemplatesImported } from '#protocol/template';
import type { DeskAnswers, DeskRequest } from './desk.ts';

export type { TemplateWriter };

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export interface SiteView extends SiteSettings {
  id: string;
  createdAt: number;
  /** Raised with every change. */
  rev: number;
}

/** A member as the agents' socket needs it. `name` is the display name that visitors see. */
export interface AgentIdentity {
  id: string;
  name: string;
  role: Role;
  /** The sign-in session; when it is revoked the socket closes. */
  session: string;
  /** When that session runs out, as far as is known, epoch ms. The socket closes then; where it was prolonged, a new ticket says so. */
  sessionEndsAt: number;
}

/** Whose sockets to close: those of a member who is shut out, of one who may come back with a new ticket, or of a sign-in session. */
export type SocketsOf = { member: string; comesBack?: true } | { session: string };

export interface SiteDoor {
  /** Makes the site. Asking again with the same id changes nothing. */
  create(id: string, settings: SiteSettings): Promise<Answer<SiteView>>;
  read(): Promise<Answer<SiteView>>;
  change(patch: SitePatch): Promise<Answer<SiteView>>;
  /** Ends every conversation, closes every socket for good and forgets the site's data. Final. */
  remove(): Promise<Answer<null>>;

  listArticles(): Promise<Answer<ArticleSummary[]>>;
  searchArticles(text: string): Promise<Answer<ArticleSummary[]>>;
  readArticle(id: string): Promise<Answer<Article>>;
  /** Makes (`id` null) or replaces an article as `seen`. Refuses `article.unknown`, `.changed`, `.too-many`. */
  saveArticle(id: string | null, body: ArticleBody, seen?: number): Promise<Answer<Article>>;
  removeArticle(id: string): Promise<Answer<null>>;
  /** What the AI would answer a visitor who asks this; nothing is kept of it. */
  tryQuestion(text: string): Promise<Answer<TriedAnswer>>;

  /** The site's templates and the member's own. */
  listTemplates(member: string): Promise<Answer<Template[]>>;
  /** Makes (`id` null) or replaces a template. Refuses `role.refused` and as `template.…`. */
  saveTemplate(by: TemplateWriter, id: string | null, body: TemplateBody): Promise<Answer<Template>>;
  removeTemplate(by: TemplateWriter, id: string): Promise<Answer<null>>;
  /** All of them or none; each replaces the one with its scope and shortcut. */
  importTemplates(by: TemplateWriter, bodies: TemplateBody[]): Promise<Answer<TemplatesImported>>;

  /** Reads or changes the desk. */
  desk<Request extends DeskRequest>(request: Request): Promise<Answer<DeskAnswers[Request['t']]>>;

  /** A ticket for one agent socket, valid once and for 30 s. */
  issueTicket(agent: AgentIdentity): Promise<Answer<string>>;
  /** A member's display name changed; holders' conversations show it from the next entry on. */
  renameAgent(member: string, name: string): Promise<void>;
  /** Closes sockets and takes back tickets: 4403 for who is shut out, and what they had goes on without them; else 4401. */
  disconnect(who: SocketsOf): Promise<void>;
}
