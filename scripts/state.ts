/** What the scripts remember on this machine: `.edgewise/`, which git ignores and only the owner can read. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './wrangler.ts';

export interface Secrets {
  AUTH_SECRET: string;
  SETUP_CODE: string;
}

/** A folder of its own for another instance, such as a test's: `EDGEWISE_STATE`. */
export const STATE = process.env.EDGEWISE_STATE ?? `${ROOT}.edgewise`;

/** What was kept under a name, or what `make` makes, which is kept. */
export function kept<T>(name: string, make: () => T): T {
  try {
    return JSON.parse(readFileSync(`${STATE}/${name}.json`, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = make();
  keep(name, made);
  return made;
}

/** Keeps a value under a name. */
export function keep(name: string, value: unknown): void {
  write(`${name}.json`, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a file into the state folder, for the owner's eyes, and answers with its path. */
export function write(file: string, text: string): string {
  mkdirSync(STATE, { recursive: true, mode: 0o700 });
  writeFileSync(`${STATE}/${file}`, text, { mode: 0o600 });
  return `${STATE}/${file}`;
}

/** Fresh secrets: 256 bits to sign with, 128 to type or click. */
export function newSecrets(): Secrets {
  return { AUTH_SECRET: randomBytes(32).toString('base64url'), SETUP_CODE: randomBytes(16).toString('base64url') };
}

/** A password nobody has to remember. */
export function newPassword(): string {
  return randomBytes(12).toString('base64url');
}
