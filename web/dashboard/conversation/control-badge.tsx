/** Who has a session, since when, in the colour of control: the one badge that stands wherever a session is shown. */
import Bot from 'lucide-solid/icons/bot';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Headset from 'lucide-solid/icons/headset';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessageCircle from 'lucide-solid/icons/message-circle';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { type JSX, Match, Switch } from 'solid-js';
import type { Control } from '#protocol/entry';
import type { VisitCard } from '#protocol/visit';
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
}

export function factsOf(card: VisitCard): ControlFacts {
  const nothing = { holder: null, closedAt: null, answering: false, failed: false };
  return card.conversation ?? { control: null, controlAt: card.since, ...nothing };
}

export function toneOf(facts: ControlFacts): Tone {
  if (facts.control === null) return 'online';
  if (facts.failed && (facts.control === 'bot' || facts.control === 'waiting')) return 'trouble';
  return facts.control;
}

export function ControlBadge(props: {
  facts: ControlFacts;
  me: string;
  /** The server's time, ticking. */
  now: number;
  bare?: boolean;
}): JSX.Element {
  const since = () => <Since from={props.facts.controlAt} now={props.now} />;
  return (
    <Switch>
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
      <Match when={props.facts.control === 'agent'}>
        <Badge tone="agent" icon={Headset} bare={props.bare} data-testid="control.agent">
          {props.facts.holder?.id === props.me ? t('card.control.you') : props.facts.holder?.name} {since()}
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

/** A ticking duration. */
export function Since(props: { from: number; now: number }): JSX.Element {
  const ms = () => props.now - props.from;
  return (
    <time datetime={isoDuration(ms())} title={formatExact(props.from)}>
      {formatDuration(ms())}
    </time>
  );
}
