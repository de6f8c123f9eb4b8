/** A message template (D5): what agents write again and again, found by its shortcut. Plain text with placeholders. */
import * as z from 'zod';
import { MESSAGE_MAX_CHARS } from './limits.ts';
import { lineSchema } from './site.ts';
import { countChars, visible, withoutControls } from './text.ts';

/** Whose it is: the whole site's, or of the member who wrote it. */
export const TEMPLATE_SCOPES = ['site', 'mine'] as const;
export type TemplateScope = (typeof TEMPLATE_SCOPES)[number];

/** How many a site has, and each member besides. */
export const TEMPLATES_MAX = 500;
export const SHORTCUT_MAX_CHARS = 30;
export const TEMPLATE_TITLE_MAX_CHARS = 80;

/** Typed after `/`: one word of letters, digits, `-` and `_`, whatever its case. */
const SHORTCUT = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u;

export const templateBodySchema = z.strictObject({
  scope: z.enum(TEMPLATE_SCOPES),
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .normalize()
    .check(visible)
    .max(SHORTCUT_MAX_CHARS)
    .refine((text) => SHORTCUT.test(text)),
  title: lineSchema(TEMPLATE_TITLE_MAX_CHARS),
  /** As it will be sent: line breaks are kept. */
  body: z
    .string()
    .transform((text) => withoutControls(text.replace(/\r\n?/g, '\n')))
    .pipe(z.string().check(visible, fitsMessage)),
});
export type TemplateBody = z.infer<typeof templateBodySchema>;

/** POST /api/sites/:site/templates/import: each is added, or replaces the one with its scope and shortcut. */
export const templateImportSchema = z.strictObject({
  templates: z.array(templateBodySchema).min(1).max(TEMPLATES_MAX),
});
export type TemplateImport = z.infer<typeof templateImportSchema>;

export interface Template extends TemplateBody {
  id: string;
  updatedAt: number;
}

export interface TemplatesImported {
  added: number;
  changed: number;
}

/** As long as a message may be, counted as messages are. */
function fitsMessage({ value, issues }: z.core.ParsePayload<string>): void {
  if (countChars(value) <= MESSAGE_MAX_CHARS) return;
  issues.push({ origin: 'string', inclusive: true, input: value, code: 'too_big', maximum: MESSAGE_MAX_CHARS });
}
