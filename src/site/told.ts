/**
 * One update on its way to sockets that speak different versions of the wire. What each version is told is made into JSON at most once,
 * however many sockets listen, and only where one does.
 */
import { PROTOCOL_VERSION } from '#protocol/limits';

/** An update that all versions know; or what a version is told, where versions differ (null: nothing). */
export type Told<Update extends { t: string }> = Update | ((version: number) => Update | null);

/** The version of a socket whose attachment names none: it was written by code that spoke version 2. */
export const UNNAMED_VERSION = 2;

export class Wording<Update extends { t: string }> {
  private newest: string | null | undefined;
  private older: string | null | undefined;

  constructor(private readonly told: Told<Update>) {}

  /** What a socket of this version is sent; null: nothing. Only two versions are ever served. */
  in(version: number): string | null {
    if (typeof this.told !== 'function' || version === PROTOCOL_VERSION) {
      this.newest ??= json(this.told, PROTOCOL_VERSION);
      return this.newest;
    }
    this.older ??= json(this.told, version);
    return this.older;
  }
}

function json<Update extends { t: string }>(told: Told<Update>, version: number): string | null {
  const update = typeof told === 'function' ? told(version) : told;
  return update && JSON.stringify(update);
}
