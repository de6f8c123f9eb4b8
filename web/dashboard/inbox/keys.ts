/** The keys of the Inbox, for the list of them. */
import type { KeyList } from '../key-help.tsx';
import { t } from '../words/inbox.ts';

export const INBOX_KEYS: KeyList = [
  [['J'], t('keys.inbox.next')],
  [['K'], t('keys.inbox.previous')],
  [[t('keys.name.enter')], t('keys.inbox.open')],
  [['/'], t('keys.inbox.search')],
  [['T'], t('keys.inbox.transfer')],
  [['E'], t('keys.inbox.end')],
  [[t('keys.name.escape')], t('keys.inbox.close')],
  [['?'], t('keys.help')],
];
