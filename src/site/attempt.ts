/** Work that others must not suffer from: what it throws is logged, and told as `false`. */
export function attempt(what: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    console.error('failed', { what, error: String(error) });
    return false;
  }
}
