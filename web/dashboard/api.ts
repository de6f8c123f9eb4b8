/**
 * The dashboard's HTTP client: one function that fetches, and a typed call for every row of docs/http.md and for the
 * better-auth endpoints in use. Whatever goes wrong is thrown as an `ApiError` whose `code` has words in words/refusals.ts:
 * the server's refusals, and `network.failed` where no answer came.
 */
import type { Article, ArticleBody, ArticleChange, ArticleSummary, Question, TriedAnswer } from '#protocol/article';
import type {
  AgentPatch,
  AgentView,
  ConversationPage,
  FoundConversations,
  RevealBody,
  RoutingView,
  SeenPage,
} from '#protocol/desk';
import type {
  InvitationAccept,
  InvitationCreate,
  InvitationView,
  Me,
  MemberPatch,
  MemberView,
  MePatch,
  Role,
  SetupBody,
  TrustedDevice,
} from '#protocol/member';
import type { Queue, QueueBody, QueuePatch } from '#protocol/queue';
import { REFUSAL_CODES, type Refusal, type RefusalCode } from '#protocol/refusal';
import type { SiteCreate, SitePatch, SiteSettings } from '#protocol/site';
import type { Template, TemplateBody, TemplatesImported } from '#protocol/template';
import type { TurnedAwayView } from '#protocol/turned-away';

export type ApiCode = RefusalCode | 'network.failed';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ApiCode,
    /** The HTTP status; 0 where no answer came. */
    readonly status: number,
    /** When it makes sense to try again, in ms from now. */
    readonly retryAfterMs?: number,
  ) {
    super(code);
  }
}

/** Anything thrown, as an `ApiError`: what isn't one is a bug of ours and is told as `internal`. */
export function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError('internal', 0);
}

export interface SiteSummary {
  id: string;
  name: string;
  role: Role;
}
/** GET /api/sites/:site */
export interface SiteView extends SiteSettings {
  id: string;
  createdAt?: number;
}
/** A sign-in on one device, as better-auth tells it. */
export interface SignInSession {
  id: string;
  /** Names it for `revokeSession`. */
  token: string;
  /** The one this very browser has. */
  current: boolean;
  createdAt: string;
  updatedAt: string;
  expiresAt: string;
  ipAddress?: string | null;
  userAgent?: string | null;
}
/** What a password alone led to: signed in, or a code of the second factor is still wanted. */
export interface SignInAnswer {
  twoFactorRedirect?: boolean;
}
export interface TwoFactorStart {
  /** `otpauth://totp/…`, for the authenticator app. */
  totpURI: string;
  backupCodes: string[];
}

/** TanStack query keys. A key that begins with another is dropped with it, so `sites` drops all of them. */
export const keys = {
  setup: ['setup'],
  me: ['me'],
  sites: ['sites'],
  site: (site: string) => ['sites', site],
  articles: (site: string, q = '') => (q === '' ? ['sites', site, 'articles'] : ['sites', site, 'articles', { q }]),
  question: (site: string, text: string) => ['sites', site, 'questions', text],
  seenPage: (site: string) => ['sites', site, 'seen-page'],
  turnedAway: (site: string) => ['sites', site, 'turned-away'],
  article: (site: string, article: string) => ['sites', site, 'articles', article],
  templates: (site: string) => ['sites', site, 'templates'],
  /** Past ones; only those one had oneself (`mine`), or to which nobody came (`nobody`). */
  conversations: (site: string, of?: PastOf | Sought) => ['sites', site, 'conversations', ...(of ? [{ of }] : [])],
  routing: (site: string, conversation: string) => ['sites', site, 'conversations', conversation, 'routing'],
  queues: (site: string) => ['sites', site, 'queues'],
  agents: (site: string) => ['sites', site, 'agents'],
  members: ['members'],
  invitations: ['invitations'],
  invitationLook: (token: string) => ['invitations', 'look', token],
  sessions: ['sessions'],
  /** Whatever ends sessions may end the trust in devices. */
  devices: ['sessions', 'devices'],
} as const;

/** Whose past conversations: everybody's, one's own, or those to which nobody came, open or over. */
export type PastOf = 'all' | 'mine' | 'nobody';

/** What is searched for in conversations; `mine`: of closed ones only in those that one had last. */
export interface Sought {
  words: string;
  mine: boolean;
}

export const api = {
  setup: {
    read: () => call<{ open: boolean }>('GET', '/api/setup'),
    claim: (body: SetupBody) => call<object>('POST', '/api/setup', body),
  },
  auth: {
    signIn: (body: { email: string; password: string }) => call<SignInAnswer>('POST', '/api/auth/sign-in/email', body),
    signOut: () => call<object>('POST', '/api/auth/sign-out', {}),
    sessions: () => call<SignInSession[]>('GET', '/api/auth/list-sessions'),
    revokeSession: (token: string) => call<object>('POST', '/api/auth/revoke-session', { token }),
    revokeOtherSessions: () => call<object>('POST', '/api/auth/revoke-other-sessions', {}),
    /** Every other session ends with it. */
    changePassword: (body: { currentPassword: string; newPassword: string }) =>
      call<object>('POST', '/api/auth/change-password', body),
    twoFactor: {
      /** Starts it; nothing is asked at sign-in until a first code was verified. */
      enable: (password: string) => call<TwoFactorStart>('POST', '/api/auth/two-factor/enable', { password }),
      verify: (body: { code: string; trustDevice?: boolean }) =>
        call<object>('POST', '/api/auth/two-factor/verify-totp', body),
      verifyBackupCode: (body: { code: string; trustDevice?: boolean }) =>
        call<object>('POST', '/api/auth/two-factor/verify-backup-code', body),
      newBackupCodes: (password: string) =>
        call<{ backupCodes: string[] }>('POST', '/api/auth/two-factor/generate-backup-codes', { password }),
      disable: (password: string) => call<object>('POST', '/api/auth/two-factor/disable', { password }),
    },
  },
  me: {
    read: () => call<Me>('GET', '/api/me'),
    change: (body: MePatch) => call<Me>('PATCH', '/api/me', body),
    /** Those that aren't asked for the second step. */
    devices: () => call<TrustedDevice[]>('GET', '/api/me/devices'),
    removeDevice: (device: string) => call<void>('DELETE', path`/api/me/devices/${device}`),
    removeDevices: () => call<void>('DELETE', '/api/me/devices'),
  },
  sites: {
    list: () => call<SiteSummary[]>('GET', '/api/sites'),
    create: (body: SiteCreate) => call<SiteView>('POST', '/api/sites', body),
    read: (site: string) => call<SiteView>('GET', path`/api/sites/${site}`),
    seenPage: (site: string) => call<SeenPage | null>('GET', path`/api/sites/${site}/seen-page`),
    turnedAway: (site: string) => call<TurnedAwayView>('GET', path`/api/sites/${site}/turned-away`),
    change: (site: string, body: SitePatch) => call<SiteView>('PATCH', path`/api/sites/${site}`, body),
    delete: (site: string) => call<void>('DELETE', path`/api/sites/${site}`),
    /** A single-use ticket for the agent's socket, good for 30 s. */
    ticket: (site: string) => call<{ ticket: string }>('POST', path`/api/sites/${site}/ticket`),
  },
  articles: {
    /** All of them, or those that `q` finds. */
    list: (site: string, q = '', signal?: AbortSignal) =>
      call<ArticleSummary[]>('GET', path`/api/sites/${site}/articles` + (q && path`?q=${q}`), undefined, signal),
    tryQuestion: (site: string, text: string) =>
      call<TriedAnswer>('POST', path`/api/sites/${site}/questions`, { text } satisfies Question),
    create: (site: string, body: ArticleBody) => call<Article>('POST', path`/api/sites/${site}/articles`, body),
    read: (site: string, article: string) => call<Article>('GET', path`/api/sites/${site}/articles/${article}`),
    change: (site: string, article: string, change: ArticleChange) =>
      call<Article>('PUT', path`/api/sites/${site}/articles/${article}`, change),
    delete: (site: string, article: string) => call<void>('DELETE', path`/api/sites/${site}/articles/${article}`),
  },
  templates: {
    /** The site's and one's own. */
    list: (site: string) => call<Template[]>('GET', path`/api/sites/${site}/templates`),
    create: (site: string, body: TemplateBody) => call<Template>('POST', path`/api/sites/${site}/templates`, body),
    change: (site: string, template: string, body: TemplateBody) =>
      call<Template>('PUT', path`/api/sites/${site}/templates/${template}`, body),
    delete: (site: string, template: string) => call<void>('DELETE', path`/api/sites/${site}/templates/${template}`),
    /** All of them or none. */
    import: (site: string, templates: TemplateBody[]) =>
      call<TemplatesImported>('POST', path`/api/sites/${site}/templates/import`, { templates }),
  },
  conversations: {
    /** Past ones, the newest first; `before` is what the page before it named as its next. */
    list: (site: string, { of, before }: { of: PastOf; before: string | null }, signal?: AbortSignal) => {
      const search = new URLSearchParams({ ...(before !== null && { before }), ...(of !== 'all' && { [of]: '1' }) });
      const url = path`/api/sites/${site}/conversations` + (search.size > 0 ? `?${search}` : '');
      return call<ConversationPage>('GET', url, undefined, signal);
    },
    /** What a search finds, a portion at a time; the portion's `next` is the next one's `before`. */
    search: (site: string, { words, mine, before }: Sought & { before: string | null }, signal?: AbortSignal) => {
      const search = new URLSearchParams({ q: words, ...(mine && { mine: '1' }), ...(before !== null && { before }) });
      return call<FoundConversations>('GET', `${path`/api/sites/${site}/search`}?${search}`, undefined, signal);
    },
    /** Who is offered it next, and why not the others. */
    routing: (site: string, conversation: string) =>
      call<RoutingView>('GET', path`/api/sites/${site}/conversations/${conversation}/routing`),
    /** One masked text in full. The server keeps who asked. */
    reveal: (site: string, body: RevealBody) => call<{ text: string }>('POST', path`/api/sites/${site}/reveal`, body),
  },
  queues: {
    list: (site: string) => call<Queue[]>('GET', path`/api/sites/${site}/queues`),
    create: (site: string, body: QueueBody) => call<Queue>('POST', path`/api/sites/${site}/queues`, body),
    change: (site: string, queue: string, body: QueuePatch) =>
      call<Queue>('PATCH', path`/api/sites/${site}/queues/${queue}`, body),
    delete: (site: string, queue: string) => call<void>('DELETE', path`/api/sites/${site}/queues/${queue}`),
  },
  agents: {
    /** Everybody with a role on the site. */
    list: (site: string) => call<AgentView[]>('GET', path`/api/sites/${site}/agents`),
    change: (site: string, member: string, body: AgentPatch) =>
      call<AgentView>('PATCH', path`/api/sites/${site}/agents/${member}`, body),
  },
  members: {
    list: () => call<MemberView[]>('GET', '/api/members'),
    change: (member: string, body: MemberPatch) => call<MemberView>('PATCH', path`/api/members/${member}`, body),
    remove: (member: string) => call<void>('DELETE', path`/api/members/${member}`),
  },
  invitations: {
    list: () => call<InvitationView[]>('GET', '/api/invitations'),
    create: (body: InvitationCreate) => call<InvitationView & { link: string }>('POST', '/api/invitations', body),
    withdraw: (invitation: string) => call<void>('DELETE', path`/api/invitations/${invitation}`),
    look: (token: string) =>
      call<{ email: string; workspaceSites: string[] }>('POST', '/api/invitations/look', { token }),
    accept: (body: InvitationAccept) => call<object>('POST', '/api/invitations/accept', body),
  },
};

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

async function call<T>(method: Method, url: string, body?: object, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    init.headers = { ...init.headers, 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  if (signal !== undefined) init.signal = signal;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, init);
    text = await answer.text();
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw new ApiError('network.failed', 0);
  }
  const json = parse(text);
  if (!answer.ok) throw refused(answer, json);
  // A page instead of JSON: a proxy or a captive portal answered, not us.
  if (json === undefined && text !== '') throw new ApiError('network.failed', answer.status);
  return json as T;
}

/** Where an answer names no code of ours, as a proxy's doesn't. */
const STATUS_CODES: Record<number, ApiCode> = {
  400: 'body.malformed',
  401: 'sign-in.needed',
  403: 'role.refused',
  404: 'route.unknown',
  413: 'body.too-big',
  429: 'rate.limited',
  503: 'overloaded',
};

function refused(answer: Response, json: unknown): ApiError {
  const refusal = (json ?? {}) as Partial<Omit<Refusal, 'code'>> & { code?: unknown };
  const code = typeof refusal.code === 'string' ? refusal.code : '';
  const known = Object.hasOwn(REFUSAL_CODES, code);
  return new ApiError(
    known ? (code as ApiCode) : (STATUS_CODES[answer.status] ?? 'internal'),
    answer.status,
    refusal.retryAfterMs ?? retryAfterMs(answer.headers),
  );
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A path with every value in it encoded, so an id from the address bar can't reach another route. */
function path(parts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}
