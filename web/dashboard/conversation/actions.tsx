/**
 * What an agent can do with a conversation besides writing, once for every place that shows one: buttons, menus and keys run the same
 * actions. The server has the last word; here is only what makes sense to offer.
 */
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left';
import CircleX from 'lucide-solid/icons/circle-x';
import ClipboardCheck from 'lucide-solid/icons/clipboard-check';
import LogOut from 'lucide-solid/icons/log-out';
import UserPlus from 'lucide-solid/icons/user-plus';
import { type Accessor, createSignal, For, type JSX, Show } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import type { Icon } from '../../kit/ui/icon.ts';
import { MenuItem } from '../../kit/ui/menu.tsx';
import type { Desk } from '../desk-store.ts';
import { lateDialog } from '../late-dialog.tsx';
import { whenSettled } from '../when-settled.ts';
import { t } from '../words.ts';
import { type ControlFacts, isInterrupted, partOf } from './control-badge.tsx';
import { tellOutcome } from './take-over.ts';

const TransferDialog = lateDialog(async () => (await import('./dialogs/transfer-dialog.tsx')).TransferDialog);
const ConferenceDialog = lateDialog(async () => (await import('./dialogs/conference-dialog.tsx')).ConferenceDialog);
const WrapUpDialog = lateDialog(async () => (await import('./dialogs/wrap-up-dialog.tsx')).WrapUpDialog);

/** In the order in which they stand; ending stands apart. */
export const ACTIONS = ['transfer', 'conference', 'leave', 'end', 'wrap-up'] as const;
export type Action = (typeof ACTIONS)[number];

export interface Actions {
  /** What there is to do now, in order. */
  offered: Accessor<readonly Action[]>;
  /** False where it isn't offered, or nothing goes through at the moment. */
  can: (action: Action) => boolean;
  busy: Accessor<Action | undefined>;
  /** Others write in it as well. */
  inConference: Accessor<boolean>;
  /** Does it, or opens its dialog; nothing where it can't be done. */
  run: (action: Action) => void;
  label: (action: Action) => string;
  /** To be put into the page once. */
  dialogs: () => JSX.Element;
}

export function createActions(about: {
  desk: Desk;
  conversation: Accessor<string | undefined>;
  facts: Accessor<ControlFacts>;
  /** How the visitor is called. */
  visitor: Accessor<string>;
}): Actions {
  const { desk, conversation, facts } = about;
  const [busy, setBusy] = createSignal<Action>();
  /** A dialog belongs to the conversation it was opened for, also when another one is looked at meanwhile. */
  const [open, setOpen] = createSignal<{
    action: Action;
    conversation: string;
    visitor: string;
    conference: boolean;
  }>();
  const me = () => desk.state.member?.id ?? '';
  const inConference = () => (facts().desk?.guests?.length ?? 0) > 0;

  whenSettled(() => {
    for (const dialog of [TransferDialog, ConferenceDialog, WrapUpDialog]) dialog.preload();
  });

  function offered(): readonly Action[] {
    const part = partOf(facts(), me());
    if (facts().desk?.wrapUp?.agent.id === me()) return ['wrap-up'];
    if (part === 'guest') return ['leave'];
    if (part !== 'holder') return [];
    return isInterrupted(facts()) ? ['end'] : ['transfer', 'conference', 'leave', 'end'];
  }

  function can(action: Action): boolean {
    if (conversation() === undefined || desk.state.link !== 'live' || !offered().includes(action)) return false;
    // One colleague is asked at a time.
    return !((action === 'transfer' || action === 'conference') && facts().desk?.offer);
  }

  async function leave(id: string): Promise<void> {
    setBusy('leave');
    tellOutcome(await (inConference() ? desk.leaveConference(id) : desk.leave(id)));
    setBusy();
  }

  function run(action: Action): void {
    const id = conversation();
    if (id === undefined || busy() !== undefined || open() !== undefined || !can(action)) return;
    if (action === 'leave') return void leave(id);
    setOpen({ action, conversation: id, visitor: about.visitor(), conference: inConference() });
  }

  function label(action: Action): string {
    if (inConference() && (action === 'leave' || action === 'end')) return t(`action.${action}-conference`);
    return t(`action.${action}`);
  }

  function dialogs(): JSX.Element {
    const close = (next: boolean) => !next && setOpen();
    return (
      <Show when={open()} keyed>
        {({ action, conference, ...of }) => {
          const props = { ...of, desk, open: true, onOpenChange: close };
          if (action === 'transfer') return <TransferDialog {...props} />;
          if (action === 'conference') return <ConferenceDialog {...props} />;
          return (
            <WrapUpDialog {...props} mode={action === 'wrap-up' ? 'later' : conference ? 'end-conference' : 'end'} />
          );
        }}
      </Show>
    );
  }

  return { offered, can, busy, inConference, run, label, dialogs };
}

export const ACTION_ICONS: Record<Action, Icon> = {
  transfer: ArrowRightLeft,
  conference: UserPlus,
  leave: LogOut,
  end: CircleX,
  'wrap-up': ClipboardCheck,
};

/** Names that tests know them by. */
const TEST_IDS: Record<Action, string> = {
  transfer: 'conversation.transfer',
  conference: 'conversation.conference',
  leave: 'conversation.leave',
  end: 'conversation.close',
  'wrap-up': 'conversation.wrap-up',
};

export function ActionButtons(props: {
  actions: Actions;
  /** Those of them that are wanted here. */
  only?: readonly Action[];
  size?: 's' | undefined;
}): JSX.Element {
  const shown = () => props.actions.offered().filter((action) => props.only?.includes(action) ?? true);
  return (
    <For each={shown()}>
      {(action) => (
        <Button
          size={props.size}
          variant={action === 'end' ? 'danger' : action === 'wrap-up' ? 'primary' : 'plain'}
          icon={ACTION_ICONS[action]}
          busy={props.actions.busy() === action}
          disabled={!props.actions.can(action)}
          title={action === 'leave' && !props.actions.inConference() ? t('action.leave.title') : undefined}
          data-action={action}
          onClick={() => props.actions.run(action)}
          data-testid={TEST_IDS[action]}
        >
          {props.actions.label(action)}
        </Button>
      )}
    </For>
  );
}

/** The same, as items of a menu. */
export function ActionItems(props: { actions: Actions; only?: readonly Action[] }): JSX.Element {
  const shown = () => props.actions.offered().filter((action) => props.only?.includes(action) ?? true);
  return (
    <For each={shown()}>
      {(action) => (
        <MenuItem
          icon={ACTION_ICONS[action]}
          danger={action === 'end'}
          disabled={!props.actions.can(action)}
          onSelect={() => props.actions.run(action)}
          data-testid={`${TEST_IDS[action]}.item`}
        >
          {props.actions.label(action)}
        </MenuItem>
      )}
    </For>
  );
}
