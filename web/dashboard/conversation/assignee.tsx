/**
 * P7: who has a conversation, and the drop-down that gives it to somebody else: oneself first, then everybody who is there, then nobody.
 * A colleague is asked first; out of the queue a supervisor assigns at once.
 */
import ChevronDown from 'lucide-solid/icons/chevron-down';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createSignal, type JSX, Show } from 'solid-js';
import type { AgentCard } from '#protocol/desk';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Menu, MenuChoices } from '../../kit/ui/menu.tsx';
import type { Tone } from '../../kit/ui/tone.ts';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './assignee.module.css';
import { type ControlFacts, isInterrupted, partOf } from './control-badge.tsx';
import { TakeFromDialog } from './take-from-dialog.tsx';
import { tellOutcome } from './take-over.ts';

const NOBODY = 'nobody';

export interface AssigneeProps {
  desk: Desk;
  conversation: string;
  facts: ControlFacts;
}

/** Whether this agent may give it to anybody: the holder what they have, a supervisor everything, an agent to themselves what waits. */
export function mayAssign(desk: Desk, facts: ControlFacts): boolean {
  const { member } = desk.state;
  if (member === null || facts.control === null || facts.control === 'closed' || isInterrupted(facts)) return false;
  return member.role !== 'agent' || facts.control !== 'agent' || partOf(facts, member.id) === 'holder';
}

export function Assignee(props: AssigneeProps): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [taking, setTaking] = createSignal(false);
  const me = () => props.desk.state.member?.id ?? '';
  const holder = () => props.facts.holder;
  const name = () => holder()?.name ?? t('assign.nobody');

  async function assign(to: string): Promise<void> {
    if (to === (holder()?.id ?? NOBODY)) return;
    if (to === me() && holder()) return void setTaking(true);
    setBusy(true);
    tellOutcome(await props.desk.assign(props.conversation, to === NOBODY ? null : to));
    setBusy(false);
  }

  return (
    <>
      <Menu
        data-testid="assignee.menu"
        trigger={(trigger) => (
          <Button
            {...trigger}
            class={styles.trigger}
            busy={busy()}
            disabled={props.desk.state.link !== 'live'}
            aria-label={t('assign.label', name())}
            data-testid="assignee.open"
          >
            <Show
              when={holder()}
              fallback={
                <UserRoundX size={16} strokeWidth={ICON_STROKE} class={styles.nobody ?? ''} aria-hidden="true" />
              }
            >
              {(agent) => <Avatar name={agent().name} kind="agent" size="s" />}
            </Show>
            <bdi class={styles.name}>{name()}</bdi>
            <ChevronDown aria-hidden="true" />
          </Button>
        )}
      >
        <MenuChoices
          label={t('assign.heading')}
          value={holder()?.id ?? NOBODY}
          onValue={(to) => void assign(to)}
          options={options(props, me())}
        />
      </Menu>
      <Show when={holder()}>
        {(from) => (
          <TakeFromDialog
            open={taking()}
            onOpenChange={setTaking}
            desk={props.desk}
            conversation={props.conversation}
            holder={from()}
          />
        )}
      </Show>
    </>
  );
}

function options(props: AssigneeProps, me: string) {
  const { member, agents } = props.desk.state;
  const held = props.facts.control === 'agent';
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

const TONES: Record<AgentCard['status'], Tone> = {
  available: 'online',
  unavailable: 'waiting',
  rona: 'trouble',
  offline: 'closed',
};

/** An agent in a list: how they are, and how much they have to do. */
function AgentLine(props: { agent: AgentCard; me: string }): JSX.Element {
  const { agent } = props;
  return (
    <span class={styles.line}>
      <i class={styles.dot} data-tone={TONES[agent.status]} aria-hidden="true" />
      <bdi class={styles.agent}>{agent.id === props.me ? t('assign.you', agent.name) : agent.name}</bdi>
      <span class={styles.load}>
        <Show when={agent.status !== 'available'}>{`${t(`status.${agent.status}`)} · `}</Show>
        {t('assign.load', agent.load, agent.capacity)}
      </span>
    </span>
  );
}
