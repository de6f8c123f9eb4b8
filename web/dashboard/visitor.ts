/** How a visitor is called while there is little to call them by. */
import { t } from './words.ts';

interface Named {
  visitor: string;
  name: string | null;
}

/** The last four characters of the visitor's id: enough to tell two apart on one screen. */
export function shortId(who: Named): string {
  return who.visitor.slice(-4).toLowerCase();
}

/** The name, or “Visitor 7f3a”. */
export function visitorName(who: Named): string {
  return who.name ?? t('card.visitor.unnamed', shortId(who));
}

/** What a line of the conversation is signed with: the first of several names. */
export function firstName(who: Named): string {
  return who.name === null ? visitorName(who) : (who.name.trim().split(/\s+/u)[0] ?? who.name);
}

/** What the avatar's initials are taken from. */
export function initialsSource(who: Named): string {
  return who.name ?? shortId(who);
}
