/** The parts of a page's address, each masked as the text it stands for. */

/** Longer addresses lose their parameters, and then their path: half an address leads elsewhere, and what is long is costly to look through. */
const URL_KEPT_CHARS = 1_000;

/** `url` as long as it is kept: whole, without query and fragment, or as the site's start. */
export function shortened(url: string): string {
  if (url.length <= URL_KEPT_CHARS) return url;
  const [path = ''] = url.split(/[?#]/, 1);
  if (path.length <= URL_KEPT_CHARS) return path;
  const origin = /^https?:\/\/[^/]*/.exec(path)?.[0] ?? '';
  // No name of a host is so long.
  return origin !== '' && origin.length <= URL_KEPT_CHARS ? `${origin}/` : 'https://***/';
}

/**
 * `url` with what `mask` changes in its path, query and fragment. The name of a parameter tells what its value is. Whatever needs no
 * masking stays as it is, byte for byte.
 */
export function maskParts(url: string, mask: (text: string) => string): string {
  const parts = url.split(/([/?#&=;])/);
  return parts
    .map((part, i) => (i % 2 === 1 || part.length < LEAST_CHARS ? part : maskPart(part, nameOf(parts, i), mask)))
    .join('');
}

/** A card's code, behind the name of its parameter. */
const LEAST_CHARS = 3;

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
