/** The keys of the Monitor, for the list of them. */
import type { KeyList } from '../key-help.tsx';
import { t } from '../words.ts';

export const MONITOR_KEYS: KeyList = [
  [['J'], t('keys.next')],
  [['K'], t('keys.previous')],
  [['Enter'], t('keys.view')],
  [['T'], t('keys.take-over')],
  [['Esc'], t('keys.close')],
  [['Enter'], t('keys.send')],
  [['Shift', 'Enter'], t('keys.break')],
  [['/'], t('keys.templates')],
  [['?'], t('keys.help')],
];
