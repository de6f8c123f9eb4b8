/** Owner, sites, members and tickets of a running server, made over its HTTP API as the dashboard does. */
import type { ArticleBody } from '../../src/protocol/article.ts';
import type { Role } from '../../src/protocol/member.ts';
import type { SiteCreate } from '../../src/protocol/site.ts';
import { addressOf } from './address.ts';
import { SETUP_CODE } from './main.ts';

const PASSWORD = 'correct horse battery';
const OWNER = { name: 'Maja Kovač', email: 'maja@kolovrat.example' };
/** Sign-ins are limited by address, so everybody has their own. */
const OWNERS_ADDRESS = '192.0.2.1';
/** The page that embeds the widget. */
export const SHOP = 'https://kolovrat.example';

export const SITE: SiteCreate = {
  name: 'Kolovrat',
  origins: [SHOP],
  botName: 'Vela',
  greeting: 'Hi, I’m Vela, Kolovrat’s AI. What would you like to know?',
  color: '#14503f',
};

export class Workspace {
  private owner = '';
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Makes the owner, or signs them in again where there is one: after a restart, say. */
  async claim(): Promise<void> {
    const { open } = (await this.ask('GET', '/api/setup')) as { open: boolean };
    if (open) await this.ask('POST', '/api/setup', { code: SETUP_CODE, ...OWNER, password: PASSWORD });
    this.owner = await this.signIn(OWNER.email);
  }

  /** A site, with these articles. Gives its id. */
  async site(settings: Partial<SiteCreate> = {}, articles: ArticleBody[] = []): Promise<string> {
    const { id } = (await this.ask('POST', '/api/sites', { ...SITE, ...settings })) as { id: string };
    for (const article of articles) await this.ask('POST', `/api/sites/${id}/articles`, article);
    return id;
  }

  /** A member with a role on a site. Gives the cookie of their session. */
  async member(name: string, site: string, role: Role = 'agent'): Promise<string> {
    const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@kolovrat.example`;
    const address = addressOf(name);
    const invited = await this.ask('POST', '/api/invitations', { email, roles: { [site]: role } });
    const token = (invited as { link: string }).link.split('#')[1];
    await this.ask('POST', '/api/invitations/accept', { token, name, password: PASSWORD });
    return this.signIn(email, address);
  }

  /** A ticket for one agent socket of a member, by default the owner. */
  async ticket(site: string, cookie = this.owner): Promise<string> {
    const { ticket } = (await this.ask('POST', `/api/sites/${site}/ticket`, undefined, cookie)) as { ticket: string };
    return ticket;
  }

  /** Asks the API as the owner, or with another cookie. Throws on a refusal. */
  async ask(method: string, path: string, body?: unknown, cookie = this.owner): Promise<unknown> {
    const response = await this.fetch(method, path, body, cookie);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  private async signIn(email: string, address = OWNERS_ADDRESS): Promise<string> {
    const response = await this.fetch('POST', '/api/auth/sign-in/email', { email, password: PASSWORD }, '', address);
    if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    return cookies.join('; ');
  }

  private fetch(method: string, path: string, body: unknown, cookie: string, address = OWNERS_ADDRESS) {
    return fetch(`${this.origin}${path}`, {
      method,
      headers: {
        Origin: this.origin,
        'CF-Connecting-IP': address,
        ...(cookie && { Cookie: cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
