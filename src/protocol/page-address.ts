/**
 * A page's address without what may be a secret: a parameter stays only if its name is known to be harmless and its value doesn't look like a
 * token. The widget applies it before an address leaves the visitor's browser, and the server once more before anything is kept or told.
 */

/** Names of parameters for what a page shows; a name may be several of these words: `categoryId`, `sort_by`. */
const HARMLESS =
  /^(utm.*|[pqst]|((page|per|sort|order|by|search|query|filter|category|product|variant|item|sku|size|color|type|tag|tab|view|lang|locale|country|zip|post|currency|price|min|max|promo|coupon|id|e?mail|tel)s?)+(code)?)$/;
/** Encoded JSON, a UUID, or sixteen characters that turn from letters to digits, or change their case, four times. */
const TOKEN = /eyJ|[\da-f]{8}-|(?=[\w-]{16})([\w-]{0,9}?([a-z][A-Z\d]|[A-Z]\d|\d[A-Za-z])){4}/;
/** An address within the address has parameters of its own. */
const NESTED = /%3[df]|=|:/i;

/** `url` without user and password, secret parameters of path, query and fragment, and tokens in the path; otherwise as it is. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^(\w+:..)[^/?#]*@/, '$1')
    .replace(/([;?&#])([^;?&#=]*)=([^;&#]*)/g, (part, sign, name, value) =>
      HARMLESS.test(name.replace(/%..|[\W\d_]/g, '').toLowerCase()) && !TOKEN.test(value) && !NESTED.test(value)
        ? part
        : sign.replace(/[;&]/, ''),
    )
    .replace(/([?#])&/g, '$1')
    .replace(/[?#](?=#|$)/g, '')
    .replace(/((?<=[^/])\/|[?#&])[^/?#&;=]+/g, (part, sign) => (TOKEN.test(part) ? `${sign}***` : part));
}
