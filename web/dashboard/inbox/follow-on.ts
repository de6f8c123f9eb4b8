/** Where an agent goes on when their work on the open conversation is over: to the next one, and nobody is left standing before a lock. */
import { type Accessor, createEffect, createMemo, on } from 'solid-js';
import { toast } from '../../kit/ui/toast.tsx';
import type { ControlFacts } from '../conversation/control-badge.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words/inbox.ts';
import type { ListHandle } from './list.tsx';

/** To be called where effects live. */
export function followOn(about: {
  desk: Desk;
  opened: Accessor<string | undefined>;
  facts: Accessor<ControlFacts>;
  /** The conversation that stands after this one in the list. */
  next: (conversation: string) => string | undefined;
  list: Accessor<ListHandle | undefined>;
  open: (conversation: string) => void;
  back: () => void;
}): void {
  const me = () => about.desk.state.member?.id;
  /** What it was to this agent, with what stands after it: once it is over, it stands elsewhere. */
  const work = createMemo(() => {
    const id = about.opened();
    const { control, holder, desk } = about.facts();
    const mine = control === 'agent' && holder?.id === me();
    const asked = desk?.offer?.kind === 'transfer' ? desk.offer.to : undefined;
    return { id, control, holder, mine, asked, next: id === undefined ? undefined : about.next(id) };
  });
  createEffect(
    on(work, (now, before) => {
      if (!before?.mine || now.id !== before.id || now.mine || now.id === undefined) return;
      if (now.control === 'closed') return goOn(before.next);
      if (now.holder === null || before.asked?.id !== now.holder.id) return;
      toast({ text: t('inbox.handed', now.holder.name), tone: 'good' });
      if (before.next === undefined) about.back();
      else about.open(before.next);
    }),
  );

  /** The dialog that ended it has nothing to give the focus back to. */
  function goOn(next: string | undefined): void {
    if (next === undefined) return;
    setTimeout(() => {
      if (document.activeElement === document.body) about.list()?.move(0, next);
    });
  }
}
