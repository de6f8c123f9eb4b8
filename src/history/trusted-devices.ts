/**
 * Devices that aren't asked for the second step. Each is a row of better-auth's, which its cookie names, and which better-auth replaces at every
 * sign-in there. What stays the same through all of them, and what the browser says of itself, is written into the row afterwards.
 */
import { and, eq, gt, like, type SQL, sql } from 'drizzle-orm';
import type { TrustedDevice } from '#protocol/member';
import type { History } from './db.ts';
import { verifications } from './schema.ts';

/** What better-auth begins their identifiers with. */
export const TRUSTED_DEVICE = 'trust-device-';

/** What a device keeps when its row is replaced. */
export interface KeptOfDevice {
  device: string;
  trustedAt: Date;
}

/** The member's trusted devices, the last used first. `current` is the identifier that the request's cookie names. */
export async function trustedDevices(
  db: History,
  member: string,
  current: string | undefined,
  now: number,
): Promise<TrustedDevice[]> {
  const rows = await db
    .select()
    .from(verifications)
    .where(and(ofMember(member), gt(verifications.expiresAt, new Date(now))))
    .orderBy(sql`${verifications.createdAt} DESC`);
  const devices = new Map<string, TrustedDevice>();
  for (const row of rows) {
    const { device: id, trustedAt } = kept(row);
    // Two sign-ins at once leave two rows of one device.
    const newer = devices.get(id);
    devices.set(id, {
      id,
      userAgent: newer?.userAgent ?? row.userAgent,
      trustedAt: trustedAt.getTime(),
      usedAt: newer?.usedAt ?? row.createdAt.getTime(),
      until: newer?.until ?? row.expiresAt.getTime(),
      current: newer?.current || row.identifier === current,
    });
  }
  return [...devices.values()];
}

/** What is known of the device with this identifier, to be kept when its row is replaced. */
export async function keptOfDevice(db: History, identifier: string): Promise<KeptOfDevice | null> {
  const [row] = await db.select().from(verifications).where(eq(verifications.identifier, identifier));
  return row ? kept(row) : null;
}

/** Writes down what a device says of itself, and what was kept of its earlier row. */
export async function describeDevice(
  db: History,
  identifier: string,
  what: { userAgent: string | null } & Partial<KeptOfDevice>,
): Promise<void> {
  await db.update(verifications).set(what).where(eq(verifications.identifier, identifier));
}

/** Has one of the member's devices asked for its code again, or all of them. */
export async function forgetDevices(db: History, member: string, device?: string): Promise<void> {
  const one =
    device === undefined ? undefined : eq(sql`coalesce(${verifications.device}, ${verifications.id})`, device);
  await db.delete(verifications).where(and(ofMember(member), one));
}

function ofMember(member: string): SQL | undefined {
  return and(eq(verifications.value, member), like(verifications.identifier, `${TRUSTED_DEVICE}%`));
}

function kept(row: typeof verifications.$inferSelect): KeptOfDevice {
  return { device: row.device ?? row.id, trustedAt: row.trustedAt ?? row.createdAt };
}
