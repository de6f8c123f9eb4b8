/**
 * The time zones that one can choose from, the place first: typing it in an open select finds it. Browsers disagree on names (one says
 * Europe/Kiev, another Europe/Kyiv), so a zone is shown, compared and stored under its current name.
 */

/** The viewer's own zone. */
export function viewersZone(): string {
  return currentZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** The name that a zone has now. */
export function currentZone(name: string): string {
  return RENAMED[name] ?? name;
}

/** All that the browser knows, and `present` too where this browser doesn't list it. */
export function zoneOptions(present: string): { value: string; label: string }[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', viewersZone(), present].map(currentZone));
  return [...names]
    .map((value) => ({ value, label: labelOf(value) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'));
}

/** The names that CLDR, and with it browsers, keep for good, and the ones that the IANA database has today (its file `backward`). */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** `America/Argentina/Buenos_Aires` is “Buenos Aires (America, Argentina)”. */
function labelOf(zone: string): string {
  const parts = zone.replaceAll('_', ' ').split('/');
  const place = parts.pop();
  return parts.length === 0 ? place! : `${place} (${parts.join(', ')})`;
}
