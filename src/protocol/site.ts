/** A site: what its admins set, and what the public widget may know of it. */
import * as z from 'zod';
import { DEFAULT_MASKING, maskingSchema } from './masking.ts';
import { visible } from './text.ts';

/** Every platform that runs this has it; the core is compiled without one. */
declare const URL: { canParse(text: string): boolean; new (text: string): { protocol: string; host: string } };

/**
 * An origin as a browser sends it: scheme and host, maybe a port. https, or http on loopback.
 * `https://*.example.com` allows the subdomains (one or more labels) and not the domain itself.
 * A host in letters of its own language is kept in the form that browsers send: `https://xn--mller-kva.example`.
 */
export const originSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(300)
  .overwrite(asciiOrigin)
  .regex(
    /^(https:\/\/(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?|https?:\/\/(([a-z0-9-]+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?)$/,
  );

/** Only the host is rewritten, and only where it has to be: what isn't an origin stays as it is, to be refused. */
function asciiOrigin(text: string): string {
  if (!/^https?:\/\/[^/?#@\\]*[^\0-\x7f][^/?#@\\]*$/.test(text) || !URL.canParse(text)) return text;
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}

/** Text that is shown on one line, and seen: trimmed, no control characters or bidi overrides. */
export function lineSchema(maxChars: number) {
  return z
    .string()
    .transform((text) => text.replace(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trim())
    .pipe(z.string().check(visible).max(maxChars));
}

export const siteSettingsSchema = z.strictObject({
  name: lineSchema(60),
  /** Pages on these origins may show the widget. Empty: none may. */
  origins: z.array(originSchema).max(20),
  /** The AI's display name. */
  botName: lineSchema(40),
  /** The AI's first words; plain text. */
  greeting: lineSchema(300),
  /** The widget's main colour. */
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  /** D9: off, nobody can chat, and what is under way is interrupted. */
  chatOn: z.boolean(),
  /** D10: what agents choose from when their work on a conversation ends, and whether they must. */
  wrapUpReasons: z.array(lineSchema(60)).max(100),
  wrapUpRequired: z.boolean(),
  /** D12: why an agent may be unavailable. */
  unavailableReasons: z.array(lineSchema(40)).max(30),
  /** Agents see what a visitor types before it is sent; the widget says so. */
  typingPreview: z.boolean(),
  /** D11. */
  masking: maskingSchema,
});
export type SiteSettings = z.infer<typeof siteSettingsSchema>;

/** POST /api/sites. What is not given gets a default. */
export const siteCreateSchema = z.strictObject({
  name: siteSettingsSchema.shape.name,
  origins: siteSettingsSchema.shape.origins.optional(),
  botName: siteSettingsSchema.shape.botName.optional(),
  greeting: siteSettingsSchema.shape.greeting.optional(),
  color: siteSettingsSchema.shape.color.optional(),
});
export type SiteCreate = z.infer<typeof siteCreateSchema>;

/** How the desk of a new site works. Sites that were made before one of these existed have it as here. */
export const DESK_DEFAULTS = {
  chatOn: true,
  wrapUpReasons: ['Question answered', 'Sold', 'Follow-up needed', 'Complaint', 'Spam'],
  wrapUpRequired: false,
  unavailableReasons: ['Break', 'Lunch', 'Meeting', 'Training'],
  typingPreview: false,
  masking: DEFAULT_MASKING,
} satisfies Partial<SiteSettings>;

/** A new site's settings: what its admin gave, and for the rest what serves until they say otherwise. It says that it is an AI. */
export function settingsOf(given: SiteCreate): SiteSettings {
  return {
    name: given.name,
    origins: given.origins ?? [],
    botName: given.botName ?? 'Assistant',
    greeting: given.greeting ?? `Hi, I’m the AI assistant of ${given.name}. What would you like to know?`,
    color: given.color ?? '#1f6bff',
    ...DESK_DEFAULTS,
  };
}

/** PATCH /api/sites/:site. Only what is given changes. */
export const sitePatchSchema = siteSettingsSchema.partial();
export type SitePatch = z.infer<typeof sitePatchSchema>;

/** What the widget knows of its site. */
export interface SiteLook {
  name: string;
  botName: string;
  greeting: string;
  color: string;
  /** What the visitor types is shown to agents before it is sent. */
  preview?: true;
  /** The chat is switched off for now. From version 3 on; a socket of version 2 is closed instead. */
  off?: true;
}
