/**
 * Past conversations, and those to which nobody came; asked again as soon as one more is over, or nobody came to one more, or somebody has
 * looked.
 */
import { useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createEffect, createMemo, on } from 'solid-js';
import type { ConversationPage } from '#protocol/desk';
import { api, keys, type PastOf } from '../api.ts';
import type { Desk } from '../desk-store.ts';
import { createPages, type Pages } from './pages.ts';

export function createClosed(desk: Desk, wanted: Accessor<{ on: boolean; of: PastOf }>): Pages<ConversationPage> {
  const client = useQueryClient();
  /** Ids of what isn't over yet: one less, and there is news for the list. */
  const open = createMemo(() => {
    const ids = [...desk.state.visits.values()].flatMap(({ conversation }) =>
      conversation && conversation.control !== 'closed' ? conversation.id : [],
    );
    return new Set(ids);
  });
  createEffect(
    on(
      () => desk.state.nobody,
      () => void client.invalidateQueries({ queryKey: keys.conversations(desk.site, 'nobody') }),
      { defer: true },
    ),
  );
  createEffect(
    on(open, (now, before) => {
      if (before && [...before].some((id) => !now.has(id))) {
        void client.invalidateQueries({ queryKey: keys.conversations(desk.site) });
      }
    }),
  );
  return createPages(() => {
    const { on, of } = wanted();
    return {
      on,
      key: keys.conversations(desk.site, of),
      load: (before, signal) => api.conversations.list(desk.site, { of, before }, signal),
    };
  });
}
