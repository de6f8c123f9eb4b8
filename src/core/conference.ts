/** D7: several agents in one conversation. One holds it; the others write as well, and leave when they like. */
import type { Agent } from './command.ts';
import { changeDesk } from './conversation.ts';
import type { Entry } from './entry.ts';
import { callOff, doer, give } from './offer.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { asHolder } from './takeover.ts';
import { append } from './transcript.ts';

/**
 * Leaves a conference: a guest just goes; what the holder leaves, the colleague who joined first holds from then on, of those who are
 * connected. Refuses as `asHolder`, and `conversation.not-held` to a holder whom nobody has joined.
 */
export function leaveConference(step: Step, agent: Agent, id: string, cid: string): Done {
  return asHolder(
    step,
    agent,
    id,
    cid,
    (conversation) => {
      const { holder, desk } = conversation;
      if (holder?.id !== agent.id) return dropGuest(step, conversation, agent.id, cid);
      const heir = desk.guests.find(({ id }) => step.online(id)) ?? desk.guests[0];
      if (!heir) return refuse('conversation.not-held');
      // Whom the holder has asked is asked no more.
      if (desk.offer) callOff(step, conversation, desk.offer);
      const body = { kind: 'event', event: 'conference.left', ...doer(agent) } as const;
      const entry = append(step, conversation, agent.id, body, cid);
      give(step, step.store.conversation(id)!, heir, { author: 'system', cid: null });
      return entry;
    },
    { guests: true },
  );
}

/** An agent in conference writes no longer. Without a `cid` it was not their wish: they are gone. */
export function dropGuest(step: Step, conversation: Conversation, member: string, cid: string | null): Entry {
  const guest = conversation.desk.guests.find(({ id }) => id === member)!;
  const guests = conversation.desk.guests.filter(({ id }) => id !== member);
  const left = changeDesk(step, conversation, { guests });
  const author = cid === null ? 'system' : member;
  return append(step, left, author, { kind: 'event', event: 'conference.left', ...doer(guest) }, cid);
}
