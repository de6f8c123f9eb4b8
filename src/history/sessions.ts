/**
 * Sign-in sessions, read on every request of a member: one query tells who it is and what their roles are.
 * A session ends seven days after its sign-in, or when it has not been seen for a day, or when its row is gone.
 */
import { and, eq, gt, type SQL } from 'drizzle-orm';
import type { Role, SoundChoice } from '#protocol/member';
import type { History } from './db.ts';
import { IS_OWNER, ROLES_AS_JSON } from './members.ts';
import { members, sessions } from './schema.ts';

/** Absolute: a week of work, then the password again. */
export const SESSION_MAX_MS = 7 * 24 * 3_600_000;
/** Idle: a computer left alone over night is signed out the next evening. */
export const SESSION_IDLE_MS = 24 * 3_600_000;
/** How often a session in use is written down as seen, at most: a row write each time. */
const SEEN_EVERY_MS = 3_600_000;

export interface SignedIn {
  session: string;
  member: {
    id: string;
    name: string;
    email: string;
    agentName: string;
    sound: SoundChoice;
    twoFactor: boolean;
  };
  owner: boolean;
  /** By site id. */
  roles: Record<string, Role>;
  /** The session should be written down as seen. */
  seen: boolean;
  /** When the session ends unless it is seen again, epoch ms. */
  endsAt: number;
}

/** Who the bearer of a session's token is, or null. */
export function signedInByToken(db: History, token: string, now: number): Promise<SignedIn | null> {
  return signedIn(db, eq(sessions.token, token), now);
}

/** Whose session it is, as things are now; null where it is over. */
export function signedInBySession(db: History, session: string, now: number): Promise<SignedIn | null> {
  return signedIn(db, eq(sessions.id, session), now);
}

/** Notes that a session is in use. */
export async function markSessionSeen(db: History, session: string, now: number): Promise<void> {
  await db
    .update(sessions)
    .set({ updatedAt: new Date(now) })
    .where(eq(sessions.id, session));
}

/** Ids of a member's sessions, whether or not they are still good. */
export async function sessionsOfMember(db: History, member: string): Promise<string[]> {
  const rows = await db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, member));
  return rows.map((row) => row.id);
}

/** Removes a session that its bearer may no longer use. Tells which one it was, and whose; null where there was none. */
export async function dropSessionByToken(
  db: History,
  token: string,
): Promise<{ session: string; member: string } | null> {
  const gone = await db
    .delete(sessions)
    .where(eq(sessions.token, token))
    .returning({ session: sessions.id, member: sessions.userId });
  return gone[0] ?? null;
}

async function signedIn(db: History, which: SQL, now: number): Promise<SignedIn | null> {
  const rows = await db
    .select({
      session: sessions.id,
      seenAt: sessions.updatedAt,
      expiresAt: sessions.expiresAt,
      id: members.id,
      name: members.name,
      email: members.email,
      agentName: members.agentName,
      sound: members.sound,
      twoFactor: members.twoFactorEnabled,
      owner: IS_OWNER,
      roles: ROLES_AS_JSON,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.userId))
    .where(and(which, gt(sessions.expiresAt, new Date(now)), gt(sessions.updatedAt, new Date(now - SESSION_IDLE_MS))))
    .limit(1);
  const row = rows[0];
  if (row === undefined) return null;
  const { session, seenAt, expiresAt, owner, roles: byJson, ...member } = row;
  const seen = now - seenAt.getTime() > SEEN_EVERY_MS;
  return {
    session,
    member,
    owner: owner === 1,
    roles: JSON.parse(byJson) as Record<string, Role>,
    seen,
    endsAt: Math.min(expiresAt.getTime(), (seen ? now : seenAt.getTime()) + SESSION_IDLE_MS),
  };
}
