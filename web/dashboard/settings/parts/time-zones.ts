/** The time zones that one can choose from, the place first: typing it in an open select finds it. */

export function viewersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All that the browser knows, and `present` too where it goes by another name here. */
export function zoneOptions(present: string): { value: string; label: string }[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', viewersZone(), present]);
  return [...names]
    .map((value) => ({ value, label: labelOf(value) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'));
}

/** `America/Argentina/Buenos_Aires` is “Buenos Aires (America, Argentina)”. */
function labelOf(zone: string): string {
  const parts = zone.replaceAll('_', ' ').split('/');
  const place = parts.pop();
  return parts.length === 0 ? place! : `${place} (${parts.join(', ')})`;
}
