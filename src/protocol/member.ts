/** Members, roles, invitations and the bodies of their HTTP routes. */
import * as z from 'zod';
import { idSchema } from './id.ts';
import { lineSchema } from './site.ts';

export const ROLES = ['agent', 'supervisor', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const roleSchema = z.enum(ROLES);

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** NIST 800-63B: at least eight characters, no composition rules, long ones allowed. */
export const passwordSchema = z.string().min(8).max(200);

/** M7: which messages make a sound. */
export const SOUND_CHOICES = ['every-message', 'new-conversations', 'none'] as const;
export type SoundChoice = (typeof SOUND_CHOICES)[number];

export const setupSchema = z.strictObject({
  code: z.string().min(1).max(200),
  name: lineSchema(80),
  email: emailSchema,
  password: passwordSchema,
});
export type SetupBody = z.infer<typeof setupSchema>;

/** Roles by site id. */
export const rolesSchema = z.record(idSchema('site'), roleSchema);

export const invitationCreateSchema = z.strictObject({ email: emailSchema, roles: rolesSchema });
export type InvitationCreate = z.infer<typeof invitationCreateSchema>;

export const invitationAcceptSchema = z.strictObject({
  token: z.string().min(20).max(100),
  name: lineSchema(80),
  password: passwordSchema,
});
export type InvitationAccept = z.infer<typeof invitationAcceptSchema>;

export const memberPatchSchema = z.strictObject({ roles: rolesSchema });
export type MemberPatch = z.infer<typeof memberPatchSchema>;

export const mePatchSchema = z.strictObject({
  /** M8: the name visitors see. */
  agentName: lineSchema(40).optional(),
  name: lineSchema(80).optional(),
  sound: z.enum(SOUND_CHOICES).optional(),
});
export type MePatch = z.infer<typeof mePatchSchema>;

/** GET /api/me */
export interface Me {
  id: string;
  name: string;
  email: string;
  agentName: string;
  sound: SoundChoice;
  owner: boolean;
  twoFactor: boolean;
  sites: { id: string; name: string; role: Role }[];
}

/** GET /api/me/devices: one that isn't asked for the second step. Times in epoch ms. */
export interface TrustedDevice {
  id: string;
  userAgent: string | null;
  /** Since when it isn't asked. */
  trustedAt: number;
  /** When somebody last signed in there. */
  usedAt: number;
  /** Unused until then, it is asked again. */
  until: number;
  /** The request came from it. */
  current: boolean;
}

/** GET /api/members */
export interface MemberView {
  id: string;
  name: string;
  email: string;
  owner: boolean;
  roles: Record<string, Role>;
  createdAt: number;
}

/** GET /api/invitations. The link itself is only ever shown once, in the answer to POST. */
export interface InvitationView {
  id: string;
  email: string;
  roles: Record<string, Role>;
  createdAt: number;
  expiresAt: number;
}
