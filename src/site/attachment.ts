/**
 * What a socket's attachment holds. The platform keeps it while the object sleeps, and code of another deploy may read it: a new field is
 * optional, or has a value that stands for its absence.
 */
import { maskPersonal, removeSecrets, removeSecretsFromUrl } from '#core/mask/mask';
import type { Tab } from '#core/visit';
import type { Masking } from '#protocol/masking';
import type { Role } from '#protocol/member';
import { cut } from '#protocol/text';
import type { Page } from '#protocol/visit';
import type { Watch } from '#protocol/visit-list';

export interface VisitorSocket {
  role: 'visitor';
  id: string;
  /** A hash of the network address, for limits only. */
  address: string;
  country: string | null;
  device: Tab['device'];
  browser: string;
  os: string;
  /** Set by `visit.hello`; until then the socket gets nothing. */
  tab: TabState | null;
}

/** What `Tab` holds beyond the socket's own facts. */
export interface TabState extends Pick<Tab, 'visit' | 'since' | 'page' | 'pageAt' | 'open' | 'language'> {
  /** The embedding page's. */
  origin: string;
}

export interface AgentSocket {
  role: 'agent';
  member: string;
  /** Display name. */
  name: string;
  siteRole: Role;
  session: string;
  /** When the session runs out, epoch ms: a socket may be open for longer than that. */
  sessionEndsAt: number;
  /** Conversations viewed. */
  views: string[];
  /** The conversation that this dashboard shows, and somebody looks at. */
  looks?: string;
  /** What it watches of the visits. */
  watch?: Watch;
  /** `agent.hello` has come. */
  ready: boolean;
  /** Its hello is being answered: the member is there, and nothing is said to this socket before the welcome. */
  arriving?: true;
  /** When it connected, epoch ms. */
  at: number;
}

export type Attachment = (VisitorSocket | AgentSocket) & {
  /** When we closed it, epoch ms: a peer that goes on talking has no say any more, not even after the object slept. `true` is older code's. */
  sentAway?: number | true;
  /** The version of the wire that its hello named. */
  v?: number;
};

/** A page is where the browser was checked to be: one that lies elsewhere, which no widget tells, is the start of that origin. */
export function pageOn(origin: string, page: Page): Page {
  return URL.parse(page.url)?.origin === origin ? page : { url: `${origin}/`, title: '' };
}

/** Attachments stay small, so a longer title is cut. An address never is, since half of one leads elsewhere. */
const PAGE_TITLE_KEPT = 80;

/** A page as an attachment keeps it: without secrets. A title that is too long is masked before it is cut: of half a number nobody knows that it is one. */
export function keptPage({ url, title }: Page, masking: Masking): Page {
  const name = removeSecrets(title, masking);
  return {
    url: removeSecretsFromUrl(url, masking),
    title: name.length > PAGE_TITLE_KEPT ? cut(maskPersonal(name, masking), PAGE_TITLE_KEPT) : name,
  };
}
