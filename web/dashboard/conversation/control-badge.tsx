/** Who has a session, since when, in the colour of control: the one badge that stands wherever a session is shown. */
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left';
import Bot from 'lucide-solid/icons/bot';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Headset from 'lucide-solid/icons/headset';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessageCircle from 'lucide-solid/icons/message-circle';
import PowerOff from 'lucide-solid/icons/power-off';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserPlus from 'lucide-solid/icons/user-plus';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import Users from 'lucide-solid/icons/users';
import { type JSX, Match, Show, Switch } from 'solid-js';
import type { Control } from '#protocol/entry';
import type { CardConversation, DeskPart } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import { Badge } from '../../kit/ui/badge.tsx';
import type { Tone } from '../../kit/ui/tone.ts';
import { formatClock, formatDuration, formatExact, isoDuration } from '../time.ts';
import { t } from '../words.ts';

export interface ControlFacts {
  /** None while nothing was written. */
  control: Control | null;
  controlAt: number;
  holder: { id: string; name: string } | null;
  closedAt: number | null;
  answering: boolean;
  failed: boolean;
  /** Absent: the desk knows nothing of it. */
  desk?: DeskPart;
}

export function factsOf(card: { since: number; conversation: CardConversation | null }): ControlFacts {
  const nothing = { holder: null, closedAt: null, answering: false, failed: false };
  return card.conversation ?? { control: null, controlAt: card.since, ...nothing };
}

/** A viewed thread knows first what its card will say in a moment. */
export function factsOfThread(thread: AgentThread, card: CardConversation | null | undefined): ControlFacts {
  const { control, controlAt, holder, closedAt, draft, desk, about } = thread;
  return {
    ...{ control, holder, closedAt, desk },
    controlAt: controlAt ?? card?.controlAt ?? about?.startedAt ?? 0,
    answering: control === 'bot' && (draft !== null || card?.answering === true),
    failed: card?.failed === true,
  };
}

/** What an agent is to a conversation: they have it, write besides whoever has it, or look on. */
export function partOf(facts: ControlFacts, me: string): 'holder' | 'guest' | 'onlooker' {
  if (facts.control !== 'agent') return 'onlooker';
  if (facts.holder?.id === me) return 'holder';
  return facts.desk?.guests?.some(({ id }) => id === me) ? 'guest' : 'onlooker';
}

/** Who has it, and who is in conference. */
export function agentsIn({ holder, desk }: Pick<ControlFacts, 'holder' | 'desk'>): { id: string; name: string }[] {
  return [...(holder ? [holder] : []), ...(desk?.guests ?? [])];
}

/** The visitor asked for a person and got nobody, and nobody has looked since. Whoever waits once more is shown as waiting. */
export function isForsaken({ control, desk }: Pick<ControlFacts, 'control' | 'desk'>): boolean {
  return desk?.nobodyAt !== undefined && (control === 'bot' || control === 'closed');
}

export function toneOf(facts: ControlFacts): Tone {
  if (facts.control === null) return 'online';
  if (isInterrupted(facts) || isForsaken(facts)) return 'trouble';
  if (facts.failed && (facts.control === 'bot' || facts.control === 'waiting')) return 'trouble';
  return facts.control;
}

export function ControlBadge(props: {
  facts: ControlFacts;
  me: string;
  /** The server's time, ticking. */
  now: number;
  bare?: boolean;
  /** Without how long, where that stands beside it. */
  still?: boolean;
}): JSX.Element {
  const since = () => <Since from={props.facts.controlAt} now={props.now} />;
  return (
    <Switch>
      <Match when={isInterrupted(props.facts)}>
        <Badge tone="trouble" icon={PowerOff} bare={props.bare} data-testid="control.interrupted">
          {t('conversation.interrupted')}
        </Badge>
      </Match>
      <Match when={isForsaken(props.facts)}>
        <Badge tone="trouble" icon={UserRoundX} bare={props.bare} data-testid="control.nobody">
          {t('card.control.nobody')}{' '}
          <Show when={!props.still}>
            <Since from={props.facts.desk?.nobodyAt ?? 0} now={props.now} />
          </Show>
        </Badge>
      </Match>
      <Match when={toneOf(props.facts) === 'trouble'}>
        <Badge tone="trouble" icon={TriangleAlert} bare={props.bare} data-testid="control.failed">
          {t('card.control.failed')}
        </Badge>
      </Match>
      <Match when={props.facts.control === 'waiting'}>
        <Badge tone="waiting" icon={Hourglass} bare={props.bare} data-testid="control.waiting">
          {t('card.control.waiting')} {since()}
        </Badge>
      </Match>
      <Match when={props.facts.control === 'agent' && asked(props.facts)}>
        {(kind) => (
          <Badge
            tone="agent"
            icon={kind() === 'transfer' ? ArrowRightLeft : UserPlus}
            bare={props.bare}
            data-testid={`control.${kind()}-requested`}
          >
            {t(`conversation.${kind()}-requested`)}
          </Badge>
        )}
      </Match>
      <Match when={props.facts.control === 'agent' && props.facts.desk?.guests?.length}>
        <Badge tone="agent" icon={Users} bare={props.bare} data-testid="control.conference">
          {t('conversation.conference')} <Show when={!props.still}>{since()}</Show>
        </Badge>
      </Match>
      <Match when={props.facts.control === 'agent'}>
        <Badge tone="agent" icon={Headset} bare={props.bare} data-testid="control.agent">
          {props.facts.holder?.id === props.me ? t('card.control.you') : props.facts.holder?.name}{' '}
          <Show when={!props.still}>{since()}</Show>
        </Badge>
      </Match>
      <Match when={props.facts.control === 'bot'}>
        <Badge tone="bot" icon={Bot} bare={props.bare} data-testid="control.bot">
          {props.facts.answering ? t('card.control.answering') : t('card.control.bot')}
        </Badge>
      </Match>
      <Match when={props.facts.control === 'closed'}>
        <Badge tone="closed" icon={CircleCheck} bare={props.bare} data-testid="control.closed">
          {t('card.control.closed')}{' '}
          <time
            datetime={new Date(props.facts.closedAt ?? props.facts.controlAt).toISOString()}
            title={formatExact(props.facts.closedAt ?? props.facts.controlAt)}
          >
            {formatClock(props.facts.closedAt ?? props.facts.controlAt)}
          </time>
        </Badge>
      </Match>
      <Match when={true}>
        <Badge tone="online" icon={MessageCircle} bare={props.bare} data-testid="control.none">
          {t('card.control.opened')}
        </Badge>
      </Match>
    </Switch>
  );
}

/** D9: the chat was switched off while an agent had it. */
export function isInterrupted(facts: ControlFacts): boolean {
  return facts.control === 'agent' && facts.desk?.interrupted === true;
}

/** What a colleague is being asked, by whoever has it. */
function asked(facts: ControlFacts): 'transfer' | 'conference' | undefined {
  const kind = facts.desk?.offer?.kind;
  return kind === 'queue' ? undefined : kind;
}

/** A ticking duration. */
export function Since(props: { from: number; now: number }): JSX.Element {
  const ms = () => props.now - props.from;
  return (
    <time datetime={isoDuration(ms())} title={formatExact(props.from)}>
      {formatDuration(ms())}
    </time>
  );
}
