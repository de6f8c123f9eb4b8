/**
 * Where to go after signing in: the path of `?next=`, and only a path. Anything a browser could read as another
 * origin (`//host`, `/\host`, a scheme, control characters it would drop) leads to the start instead.
 */
export function nextPath(next: string | undefined, origin = window.location.origin): string {
  if (next === undefined || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/';
  const url = URL.parse(next, origin);
  if (url === null || url.origin !== origin || url.pathname.startsWith('/sign-in')) return '/';
  // Rebuilt from what was parsed, and never `//…`, whatever the path was normalised to.
  return url.pathname.replace(/^\/+/, '/') + url.search + url.hash;
}
