/** A network address for a name, as the edge would tell it. */
export function addressOf(name: string): string {
  let hash = 0;
  for (const char of name) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return `10.${hash & 255}.${(hash >>> 8) & 255}.${(hash >>> 16) & 255}`;
}
