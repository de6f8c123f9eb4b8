/** New random ids, as the protocol has them. */
import { randomBase62 } from '#protocol/base62';
import { ID_CHARS, type IdPrefix } from '#protocol/id';

export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomBase62(ID_CHARS, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)))}`;
}
