/** What happened to the conversation, in a line of its own between the messages. */
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left';
import BellOff from 'lucide-solid/icons/bell-off';
import Bot from 'lucide-solid/icons/bot';
import CircleCheck from 'lucide-solid/icons/circle-check';
import ClipboardCheck from 'lucide-solid/icons/clipboard-check';
import CornerDownRight from 'lucide-solid/icons/corner-down-right';
import Hourglass from 'lucide-solid/icons/hourglass';
import LogOut from 'lucide-solid/icons/log-out';
import MessageCircle from 'lucide-solid/icons/message-circle';
import PowerOff from 'lucide-solid/icons/power-off';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import Undo2 from 'lucide-solid/icons/undo-2';
import UserPlus from 'lucide-solid/icons/user-plus';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import Users from 'lucide-solid/icons/users';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { AgentViewEvent, Doer } from '#protocol/entry';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import type { Tone } from '../../kit/ui/tone.ts';
import { formatClock, formatExact } from '../time.ts';
import { t } from '../words.ts';
import styles from './event-line.module.css';

interface Told {
  icon: Icon;
  tone?: Tone;
  text: string;
  /** What somebody wrote to it. */
  note?: string;
}

export function EventLine(props: { entry: AgentViewEvent; me: string }): JSX.Element {
  const told = () => tell(props.entry, props.me);
  return (
    <div class={styles.place} data-tone={told().tone} data-testid={`event.${props.entry.event}`}>
      <p class={styles.event}>
        <Dynamic component={told().icon} size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <span>
          <bdi>{told().text}</bdi>{' '}
          <time datetime={new Date(props.entry.at).toISOString()} title={formatExact(props.entry.at)}>
            {formatClock(props.entry.at)}
          </time>
        </span>
      </p>
      <Show when={told().note}>
        <p class={styles.note} dir="auto">
          {told().note}
        </p>
      </Show>
    </div>
  );
}

function tell(entry: AgentViewEvent, me: string): Told {
  const who = ({ agent, name }: Doer) => (agent === me ? t('event.you') : name);
  const whom = ({ agent, name }: Doer) => (agent === me ? t('event.them') : name);
  switch (entry.event) {
    case 'conversation.started':
      return { icon: MessageCircle, text: t('event.started', entry.page.title || entry.page.url) };
    case 'person.requested': {
      const text = entry.queue ? t('event.requested.queue', entry.queue.name) : t('event.requested');
      return { icon: Hourglass, tone: 'waiting', text };
    }
    case 'wait.started':
      return { icon: Hourglass, tone: 'waiting', text: tellWait(entry, who) };
    case 'queue.changed':
      return { icon: CornerDownRight, tone: 'waiting', text: t('event.queue-changed', entry.queue.name) };
    case 'wait.ended':
      return { icon: Bot, tone: 'bot', text: t(entry.full ? 'event.wait-full' : `event.wait-${entry.reason}`) };
    case 'agent.joined':
      return { icon: UserRoundCheck, tone: 'agent', text: tellJoin(entry, who, whom, me) };
    case 'agent.left':
      return { icon: Bot, tone: 'bot', text: entry.agent === me ? t('event.left.you') : t('event.left', entry.name) };
    case 'offer.declined':
      return { icon: BellOff, text: t('event.offer.declined', who(entry)) };
    case 'offer.missed':
      return { icon: BellOff, tone: 'waiting', text: t('event.offer.missed', who(entry)) };
    case 'transfer.requested':
      return { icon: ArrowRightLeft, tone: 'agent', text: t('event.transfer.requested', who(entry), whom(entry.to)) };
    case 'transfer.ended': {
      const name = entry.how === 'withdrawn' ? whom(entry) : who(entry);
      return { icon: Undo2, text: t(`event.transfer.${entry.how}`, name) };
    }
    case 'conference.requested':
      return { icon: UserPlus, tone: 'agent', text: t('event.conference.requested', who(entry), whom(entry.to)) };
    case 'conference.refused': {
      const name = entry.how === 'withdrawn' ? entry.name : who(entry);
      return { icon: Undo2, text: t(`event.conference.${entry.how}`, name) };
    }
    case 'conference.joined':
      return { icon: Users, tone: 'agent', text: t('event.conference.joined', who(entry)) };
    case 'conference.left':
      return { icon: LogOut, text: t('event.conference.left', who(entry)) };
    case 'wrap-up.recorded':
      return { icon: ClipboardCheck, text: tellWrapUp(entry, who, me), note: entry.note };
    case 'conversation.interrupted':
      return { icon: PowerOff, tone: 'trouble', text: t('event.interrupted') };
    case 'secret.removed':
      return { icon: ShieldCheck, text: t('event.secret') };
    case 'answer.failed':
      return { icon: TriangleAlert, tone: 'trouble', text: t('event.failed') };
    case 'conversation.closed': {
      const icon = CircleCheck;
      if (entry.agent === me) return { icon, text: t('event.closed.you') };
      if (entry.by !== 'agent') return { icon, text: t(`event.closed.${entry.by}`) };
      return { icon, text: entry.name ? t('event.closed.agent', entry.name) : t('event.closed.somebody') };
    }
    default:
      // A newer server may tell more than this client knows.
      return { icon: MessageCircle, text: '…' };
  }
}

type Of<Event extends AgentViewEvent['event']> = Extract<AgentViewEvent, { event: Event }>;
type Name = (doer: Doer) => string;

function tellWait(entry: Of<'wait.started'>, who: Name): string {
  const { why, queue, agent, name } = entry;
  if (why === 'agent-gone') return t('event.stands.agent-gone', queue.name);
  if (agent === undefined || name === undefined) return t('event.stands', queue.name);
  return t(`event.stands.${why}`, who({ agent, name }), queue.name);
}

function tellJoin(entry: Of<'agent.joined'>, who: Name, whom: Name, me: string): string {
  const { from, by } = entry;
  if (by && by.agent !== entry.agent) {
    return entry.agent === me ? t('event.joined.by.you', by.name) : t('event.joined.by', entry.name, who(by));
  }
  if (from && from.agent !== entry.agent) return t('event.joined.from', who(entry), whom(from));
  return entry.agent === me ? t('event.joined.you') : t('event.joined', entry.name);
}

function tellWrapUp(entry: Of<'wrap-up.recorded'>, who: Name, me: string): string {
  if (entry.auto) return entry.agent === me ? t('event.wrap-up.auto.you') : t('event.wrap-up.auto', entry.name);
  return entry.reason === null ? t('event.wrap-up.plain', who(entry)) : t('event.wrap-up', who(entry), entry.reason);
}
