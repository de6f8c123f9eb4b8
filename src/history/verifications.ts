/** What better-auth remembers between two requests: sign-ins that wait for their second step, and devices that aren't asked for it. */
import { and, eq, gt } from 'drizzle-orm';
import type { History } from './db.ts';
import { verifications } from './schema.ts';

/** Whose sign-in it is that waits for its second step; null where none does. */
export async function memberInSecondStep(db: History, identifier: string, now: number): Promise<string | null> {
  const [row] = await db
    .select({ member: verifications.value })
    .from(verifications)
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, new Date(now))));
  return row?.member ?? null;
}

/** Ends what a member began or was trusted with: the next sign-in starts over, and is asked for everything. */
export async function forgetVerifications(db: History, member: string): Promise<void> {
  await db.delete(verifications).where(eq(verifications.value, member));
}
