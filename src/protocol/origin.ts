/** Whether a page may show the widget: the one rule, for the frame document and for the socket. */

const LABELS = /^[\w.-]+$/;

/**
 * `allowed` has the form of `originSchema`: exact origins, and `https://*.example.com` for one or more labels before the domain,
 * on the same scheme and port.
 */
export function originAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const star = entry.indexOf('*.');
    if (star === -1) return origin === entry;
    const scheme = entry.slice(0, star);
    const rest = entry.slice(star + 1);
    // Labels and nothing else: what is told is a text, and need be no origin.
    return origin.startsWith(scheme) && origin.endsWith(rest) && LABELS.test(origin.slice(scheme.length, -rest.length));
  });
}
