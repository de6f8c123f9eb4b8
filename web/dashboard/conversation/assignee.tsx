/**
 * P7: who has a conversation, and the drop-down that gives it to somebody else: oneself first, then everybody who is there, then nobody.
 * A colleague is asked first; out of the queue a supervisor assigns at once.
 */
import ChevronDown from 'lucide-solid/icons/chevron-down';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { type Accessor, createSignal, type JSX, Show } from 'solid-js';
import type { AgentCard } from '#protocol/desk';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Menu, MenuChoices } from '../../kit/ui/menu.tsx';
import { STATUS_TONES } from '../availability/own-status.ts';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './assignee.module.css';
import { type ControlFacts, isInterrupted, partOf } from './control-badge.tsx';
import { TakeFromDialog } from './take-from-dialog.tsx';
import { tellOutcome } from './take-over.ts';

const NOBODY = 'nobody';

export interface Assign {
  busy: Accessor<boolean>;
  /** To an agent, or to nobody (null). */
  to: (agent: string | null) => void;
  /** To be put into the page once. */
  dialog: () => JSX.Element;
}

export interface AssigneeProps {
  desk: Desk;
  facts: ControlFacts;
  assign: Assign;
}

/** Whether this agent may give it to anybody: the holder what they have, a supervisor everything, an agent to themselves what waits. */
export function mayAssign(desk: Desk, facts: ControlFacts): boolean {
  const { member } = desk.state;
  if (member === null || facts.control === null || facts.control === 'closed' || isInterrupted(facts)) return false;
  return member.role !== 'agent' || facts.control !== 'agent' || partOf(facts, member.id) === 'holder';
}

export function createAssign(about: {
  desk: Desk;
  conversation: Accessor<string | undefined>;
  facts: Accessor<ControlFacts>;
}): Assign {
  const { desk, conversation, facts } = about;
  const [busy, setBusy] = createSignal(false);
  /** The conversation that is about to be taken from a colleague. */
  const [taking, setTaking] = createSignal<{ conversation: string; holder: { id: string; name: string } }>();

  async function assign(id: string, agent: string | null): Promise<void> {
    setBusy(true);
    tellOutcome(await desk.assign(id, agent));
    setBusy(false);
  }

  return {
    busy,
    to(agent) {
      const id = conversation();
      const { holder } = facts();
      if (id === undefined || agent === (holder?.id ?? null)) return;
      if (holder && agent === desk.state.member?.id) setTaking({ conversation: id, holder });
      else void assign(id, agent);
    },
    dialog: () => (
      <Show when={taking()} keyed>
        {(from) => <TakeFromDialog {...from} desk={desk} open onOpenChange={(open) => !open && setTaking()} />}
      </Show>
    ),
  };
}

export function Assignee(props: AssigneeProps): JSX.Element {
  const holder = () => props.facts.holder;
  const name = () => holder()?.name ?? t('assign.nobody');
  return (
    <Menu
      data-testid="assignee.menu"
      trigger={(trigger) => (
        <Button
          {...trigger}
          class={styles.trigger}
          busy={props.assign.busy()}
          disabled={props.desk.state.link !== 'live'}
          data-testid="assignee.open"
        >
          <Show
            when={holder()}
            fallback={<UserRoundX size={16} strokeWidth={ICON_STROKE} class={styles.nobody ?? ''} aria-hidden="true" />}
          >
            {(agent) => <Avatar name={agent().name} kind="agent" size="s" />}
          </Show>
          <span class={styles.hidden}>{t('assign.label')}</span>
          <bdi class={styles.name}>{name()}</bdi>
          <ChevronDown aria-hidden="true" />
        </Button>
      )}
    >
      <AssigneeItems {...props} />
    </Menu>
  );
}

/** The choices, to stand in a menu. */
export function AssigneeItems(props: AssigneeProps): JSX.Element {
  return (
    <MenuChoices
      label={t('assign.heading')}
      value={props.facts.holder?.id ?? NOBODY}
      onValue={(to) => props.assign.to(to === NOBODY ? null : to)}
      options={options(props, props.desk.state.member?.id ?? '')}
    />
  );
}

function options({ desk, facts }: AssigneeProps, me: string) {
  const { member, agents } = desk.state;
  const held = facts.control === 'agent';
  const onlySelf = member?.role === 'agent' && !held;
  const here = [...agents.values()]
    .filter(({ id, status }) => id === me || (!onlySelf && status !== 'offline'))
    .sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name));
  const people = here.map((agent) => ({
    value: agent.id,
    label: <AgentLine agent={agent} me={me} />,
    // Who is asked must be free to answer; a supervisor's word out of the queue needs no answer.
    disabled: held && agent.id !== me && (agent.status !== 'available' || agent.load >= agent.capacity),
  }));
  // What the AI has is no more than nobody's; only what an agent has goes back into its queue.
  return [...people, { value: NOBODY, label: t('assign.nobody'), icon: UserRoundX, disabled: false }];
}

/** An agent in a list: how they are, and how much they have to do. */
function AgentLine(props: { agent: AgentCard; me: string }): JSX.Element {
  const { agent } = props;
  return (
    <span class={styles.line}>
      <i class={styles.dot} data-tone={STATUS_TONES[agent.status]} aria-hidden="true" />
      <bdi class={styles.agent}>{agent.id === props.me ? t('assign.you', agent.name) : agent.name}</bdi>
      <span class={styles.load}>
        <Show when={agent.status !== 'available'}>{`${t(`status.${agent.status}`)} · `}</Show>
        {t('assign.load', agent.load, agent.capacity)}
      </span>
    </span>
  );
}
