/** Whether a page's origin is on a site's list. The list's form is that of `originSchema`. */

/** `https://*.example.com` fits one or more labels before the domain, on the same scheme and port; all else is equality. */
export function originAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) => {
    const star = pattern.indexOf('*.');
    if (star === -1) return origin === pattern;
    const scheme = pattern.slice(0, star);
    const rest = pattern.slice(star + 1);
    return origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length;
  });
}
