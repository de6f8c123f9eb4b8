/** Numbers in texts: as the viewer writes them, with the form of the word that goes with them. For the word files. */

const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat();

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `plural(3, { one: 'session', other: 'sessions' })` is “3 sessions”. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return `${formatNumber(count)} ${rules.select(count) === 'one' ? forms.one : forms.other}`;
}
