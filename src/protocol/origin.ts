/** Whether a page may show the widget: the one rule, for the frame document and for the socket. */

/** `allowed` as in `originSchema`: exact origins, and `https://*.example.com` for subdomains of any depth. */
export function originAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const star = entry.indexOf('*.');
    if (star < 0) return origin === entry;
    const suffix = entry.slice(star + 1);
    const host = origin.slice(star);
    return (
      origin.startsWith(entry.slice(0, star)) &&
      host.endsWith(suffix) &&
      /^[a-z0-9.-]+$/.test(host.slice(0, -suffix.length))
    );
  });
}
