/** One conversation looked at: asked for while it is shown, and what is known of it, from its thread or else from its card. */
import { type Accessor, createEffect, createMemo, on, onCleanup } from 'solid-js';
import type { RefusalCode } from '#protocol/refusal';
import type { VisitCard } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import type { Desk } from '../desk-store.ts';
import { type ControlFacts, factsOf, factsOfThread } from './control-badge.tsx';

export interface View {
  /** None while it is still to come. */
  thread: Accessor<AgentThread | undefined>;
  /** Why it can't be looked at, and who has it. */
  refusal: Accessor<{ code: RefusalCode; holder?: string | undefined } | undefined>;
  facts: Accessor<ControlFacts>;
}

/** To be called where effects live. The card is the visitor's, with this conversation; none where they have left, or it is a past one. */
export function viewConversation(
  desk: Desk,
  conversation: Accessor<string | undefined>,
  card: Accessor<VisitCard | undefined>,
): View {
  const thread = createMemo(() => {
    const found = desk.state.threads.get(conversation() ?? '');
    return found?.about ? found : undefined;
  });
  const refusal = createMemo(() => desk.state.unviewable.get(conversation() ?? ''));
  const facts = createMemo(() => {
    const live = thread();
    const known = card();
    // A thread that may no longer be read hears nothing more; its card does.
    if (live && !(known && refusal())) return factsOfThread(live, known?.conversation);
    return factsOf(known ?? { since: 0, conversation: null });
  });

  createEffect(
    on(conversation, (id) => {
      if (id !== undefined) onCleanup(desk.view(id));
    }),
  );
  const whose = createMemo(() => `${facts().control} ${facts().holder?.id} ${facts().desk?.guests?.length}`);
  // Whoever has it now may be somebody who lets it be seen.
  createEffect(
    on(
      whose,
      () => {
        const id = conversation();
        if (id !== undefined && desk.state.unviewable.get(id)?.code === 'conversation.private') desk.review(id);
      },
      { defer: true },
    ),
  );

  return { thread, refusal, facts };
}

/** The card of a visitor who isn't there, as far as their conversation tells it. */
export function cardOfThread({ id, about }: AgentThread): VisitCard | undefined {
  if (about === null) return undefined;
  const { visitor, name, country, device, page, startedAt } = about;
  return { id, visitor, name, country, device, page, since: startedAt, online: false, conversation: null };
}
