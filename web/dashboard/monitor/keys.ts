/** The keys of the Monitor, for the list of them. */
import type { KeyList } from '../key-help.tsx';
import { t } from '../words.ts';

export const MONITOR_KEYS: KeyList = [
  [['J'], t('keys.next')],
  [['K'], t('keys.previous')],
  [[t('keys.name.enter')], t('keys.view')],
  [['T'], t('keys.take-over')],
  [[t('keys.name.escape')], t('keys.close')],
  [[t('keys.name.enter')], t('keys.send')],
  [[t('keys.name.shift'), t('keys.name.enter')], t('keys.break')],
  [['/'], t('keys.templates')],
  [['?'], t('keys.help')],
];
