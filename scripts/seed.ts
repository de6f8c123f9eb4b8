/**
 * The demo: a bike shop in Ljubljana, its articles and two people, all made through the HTTP API as an owner would.
 * Doing it again changes nothing and tells the same passwords, which are kept in `.edgewise/demo.json`.
 */
import { ARTICLES } from './demo-articles.ts';
import { keep, kept, newPassword } from './state.ts';

export interface Person {
  name: string;
  email: string;
  password: string;
  role: 'owner' | 'agent';
}

export interface Demo {
  site?: string;
  people: Person[];
  /** What the person who starts it should know. */
  note?: string;
}

interface Kept {
  maja: string;
  giulia: string;
  site?: string;
}

const SITE = {
  name: 'Kolovrat',
  botName: 'Vela',
  greeting: 'Živjo! I’m Vela. Ask me about bikes, delivery or a service, or let me fetch a person.',
  color: '#14503f',
};

/** Makes what is missing of the demo. */
export async function seed(where: { origin: string; shopOrigin: string; setupCode: string }): Promise<Demo> {
  const passwords = kept<Kept>('demo', () => ({ maja: newPassword(), giulia: newPassword() }));
  const maja: Person = { name: 'Maja Kovač', email: 'maja@kolovrat.example', password: passwords.maja, role: 'owner' };
  const giulia: Person = {
    name: 'Giulia Rossi',
    email: 'giulia@kolovrat.example',
    password: passwords.giulia,
    role: 'agent',
  };

  const owner = new Caller(where.origin);
  if ((await owner.get<{ open: boolean }>('/api/setup')).open) {
    const { name, email, password } = maja;
    await owner.send('POST', '/api/setup', { code: where.setupCode, name, email, password });
  }
  if (!(await owner.signIn(maja))) {
    return {
      people: [],
      note: 'The demo was not added: this workspace belongs to somebody else, or Maja’s password was changed.',
    };
  }

  const site = await siteOf(owner, passwords.site, where.shopOrigin);
  keep('demo', { ...passwords, site });
  await addArticles(owner, site);
  await addAgent(owner, site, giulia, where.origin);
  return { site, people: [maja, giulia] };
}

async function siteOf(owner: Caller, known: string | undefined, shopOrigin: string): Promise<string> {
  const sites = await owner.get<{ id: string; name: string }[]>('/api/sites');
  const there = sites.find((site) => site.id === known) ?? sites.find((site) => site.name === SITE.name);
  if (there === undefined) {
    return (await owner.send<{ id: string }>('POST', '/api/sites', { ...SITE, origins: [shopOrigin] })).id;
  }
  const { origins } = await owner.get<{ origins: string[] }>(`/api/sites/${there.id}`);
  if (!origins.includes(shopOrigin)) {
    await owner.send('PATCH', `/api/sites/${there.id}`, { origins: [...origins, shopOrigin] });
  }
  return there.id;
}

async function addArticles(owner: Caller, site: string): Promise<void> {
  const there = await owner.get<{ title: string }[]>(`/api/sites/${site}/articles`);
  const titles = new Set(there.map((article) => article.title));
  for (const article of ARTICLES) {
    if (!titles.has(article.title)) await owner.send('POST', `/api/sites/${site}/articles`, article);
  }
}

async function addAgent(owner: Caller, site: string, agent: Person, origin: string): Promise<void> {
  const members = await owner.get<{ email: string }[]>('/api/members');
  if (members.some((member) => member.email === agent.email)) return;
  const { link } = await owner.send<{ link: string }>('POST', '/api/invitations', {
    email: agent.email,
    roles: { [site]: 'agent' },
  });
  const token = new URL(link).hash.slice(1);
  const { name, password } = agent;
  await new Caller(origin).send('POST', '/api/invitations/accept', { token, name, password });
}

/** A browser in small: it keeps its cookies and sends its origin. */
class Caller {
  private cookie = '';
  private readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  async signIn({ email, password }: Person): Promise<boolean> {
    const answer = await this.fetch('POST', '/api/auth/sign-in/email', { email, password });
    return answer.ok;
  }

  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.fetch(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was refused: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  private async fetch(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { Origin: this.origin, Cookie: this.cookie };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(`${this.origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    return answer;
  }
}
