/** The site itself: made once, changed by its admins, removed for good. */
import { DEFAULT_QUEUE } from '#protocol/queue';
import type { SitePatch, SiteSettings } from '#protocol/site';
import { isAlike } from './alike.ts';
import { ARTICLE_TABLES } from './article-index.ts';
import { dropGuest } from './conference.ts';
import { changeDesk } from './conversation.ts';
import { closeForSite } from './end.ts';
import { callOff } from './offer.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { TEMPLATE_TABLES } from './template.ts';
import { append } from './transcript.ts';

/** Makes the site, once; asking again changes nothing. Refuses `site.unknown` where one was removed: its id is not used twice. */
export function createSite(step: Step, id: string, settings: SiteSettings): Done {
  const before = step.store.site();
  if (before) return before.removedAt === null ? { entry: null } : refuse('site.unknown');
  step.store.insertSite(id, settings, step.now);
  step.store.desk.saveQueue({ id: step.newId('que'), ...DEFAULT_QUEUE });
  step.store.agenda.enqueue('site', id, step.now);
  return { entry: null };
}

export function changeSite(step: Step, patch: SitePatch): void {
  const site = step.store.site()!;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const settings = { ...site.settings, ...given };
  if (isAlike(settings, site.settings)) return;
  step.store.saveSettings(settings);
  step.store.agenda.enqueue('site', site.id, step.now);
  step.events.push({ type: 'site.changed', before: site.settings });
  if (site.settings.chatOn && patch.chatOn === false) switchOff(step);
  if (!site.settings.chatOn && patch.chatOn === true) endInterrupted(step);
}

/** D9: nobody chats any more. What an agent has is interrupted: all that is left is to end it. The rest ends now. */
function switchOff(step: Step): void {
  for (const conversation of step.store.openConversations()) {
    if (conversation.control === 'agent') interrupt(step, conversation);
    else closeForSite(step, conversation);
  }
  step.events.push({ type: 'chat.off' });
}

/** Its holder alone ends it: nobody is asked any more, and guests have nothing to do there. */
function interrupt(step: Step, { id, desk }: Conversation): void {
  const now = () => step.store.conversation(id)!;
  if (desk.offer) callOff(step, now(), desk.offer);
  const interrupted = changeDesk(step, now(), { interrupted: true });
  append(step, interrupted, 'system', { kind: 'event', event: 'conversation.interrupted' });
  for (const guest of desk.guests) dropGuest(step, now(), guest.id, null);
}

/** What nobody has ended since is over: a visitor who is back would write to somebody who can't answer. */
function endInterrupted(step: Step): void {
  for (const conversation of step.store.openConversations()) {
    if (conversation.desk.interrupted) closeForSite(step, conversation);
  }
}

/** Ends every open conversation and forgets the site's data; only a mark that it existed is left, so it can't come back. */
export function removeSite(step: Step): void {
  const { store } = step;
  for (const conversation of store.openConversations()) closeForSite(step, conversation);
  store.forgetVisitors();
  for (const table of [...ARTICLE_TABLES, ...TEMPLATE_TABLES, 'turned_away']) store.sql.all(`DELETE FROM ${table}`);
  store.markRemoved(step.now);
  store.agenda.enqueue('site', store.site()!.id, step.now);
  step.events.push({ type: 'site.removed' });
}
