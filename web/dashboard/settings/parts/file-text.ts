/** The text of a file that somebody chose. */

/**
 * Its characters, with line ends as `\n`; null where they can't be told for certain. UTF-8, and UTF-16 with its mark. A file in a code
 * page of the system (windows-1250, -1251 …) doesn't say which: guessing would make wrong letters of right ones.
 */
export async function textOf(file: Blob): Promise<string | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = `${bytes[0]} ${bytes[1]}`;
  const encoding = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return null;
  }
}
