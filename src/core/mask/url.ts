/** The parts of a page's address, each masked as the text it stands for. */

/**
 * `url` with what `mask` changes in its path, query and fragment. The name of a parameter tells what its value is. Whatever needs no
 * masking stays as it is, byte for byte.
 */
export function maskParts(url: string, mask: (text: string) => string): string {
  const parts = url.split(/([/?#&=;])/);
  return parts.map((part, i) => (i % 2 === 1 || part === '' ? part : maskPart(part, nameOf(parts, i), mask))).join('');
}

function maskPart(part: string, name: string, mask: (text: string) => string): string {
  const text = decode(part).replace(/(\d)\+(?=\d)/g, '$1 ');
  // The colon keeps digits of the name and of the value apart.
  const lead = name === '' ? '' : `${name}: `;
  const masked = mask(lead + text).slice(lead.length);
  if (masked === text) return part;
  return encodeURIComponent(masked).replace(/%(?:40|3A|2B|2C)/g, (code) => {
    const sign = decodeURIComponent(code);
    return part.includes(sign) ? sign : code;
  });
}

/** `customerPhone_no=` as words; none for what is no value. */
function nameOf(parts: readonly string[], at: number): string {
  if (parts[at - 1] !== '=') return '';
  return decode(parts[at - 2]!)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
