/** Numbers and names in texts: as the viewer writes them, with the words that go with them. For the word files. */

const rules = new Intl.PluralRules('en');
const lists = new Intl.ListFormat('en');
const numbers = new Intl.NumberFormat();

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** “Ana, Ben and Cem”. */
export function listed(names: readonly string[]): string {
  return lists.format(names);
}

/** `plural(3, { one: 'session', other: 'sessions' })` is “3 sessions”. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return `${formatNumber(count)} ${rules.select(count) === 'one' ? forms.one : forms.other}`;
}
