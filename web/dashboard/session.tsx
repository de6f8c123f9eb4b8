/**
 * Who is signed in. Inside `SessionProvider` there is always a `Me`; nothing below it has to ask.
 * Roles here only decide what is shown: the server decides what is done.
 */
import { useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createContext, type JSX, useContext } from 'solid-js';
import type { Me, MePatch, Role } from '#protocol/member';
import { api, keys } from './api.ts';

const Context = createContext<Accessor<Me>>();

export function SessionProvider(props: { me: Me; children: JSX.Element }): JSX.Element {
  return <Context.Provider value={() => props.me}>{props.children}</Context.Provider>;
}

export function useMe(): Accessor<Me> {
  const me = useContext(Context);
  if (me === undefined) throw new Error('useMe outside of SessionProvider: this page belongs inside SignedIn');
  return me;
}

/** Changes one's own settings: shown at once, taken back if the server refuses. */
export function useChangeMe(): (patch: MePatch) => Promise<Me> {
  const queries = useQueryClient();
  return async (patch) => {
    await queries.cancelQueries({ queryKey: keys.me });
    const before = queries.getQueryData<Me>(keys.me);
    queries.setQueryData<Me>(keys.me, (me) => me && { ...me, ...defined(patch) });
    try {
      const after = await api.me.change(patch);
      queries.setQueryData<Me>(keys.me, after);
      return after;
    } catch (error) {
      queries.setQueryData<Me>(keys.me, before);
      throw error;
    }
  };
}

/** Forgets everything of this member and leaves for the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await api.auth.signOut();
    queries.clear();
    // A full load, so that no memory of this member is left in the page.
    window.location.assign('/sign-in');
  };
}

const RANK: Record<Role, number> = { agent: 1, supervisor: 2, admin: 3 };

export function roleOn(me: Me, site: string): Role | null {
  if (me.owner) return 'admin';
  return me.sites.find((one) => one.id === site)?.role ?? null;
}

/** At least this role on the site. */
export function mayOn(me: Me, site: string, need: Role): boolean {
  const role = roleOn(me, site);
  return role !== null && RANK[role] >= RANK[need];
}

/** Owner, or admin of at least one site: may see members and invitations. */
export function isSomeAdmin(me: Me): boolean {
  return me.owner || me.sites.some((site) => site.role === 'admin');
}

function defined(patch: MePatch): Partial<Me> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
