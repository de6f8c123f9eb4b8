/** What happened to the conversation, in a line of its own between the messages. */
import Bot from 'lucide-solid/icons/bot';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessageCircle from 'lucide-solid/icons/message-circle';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { AgentViewEvent } from '#protocol/entry';
import { ICON_STROKE, type Icon } from '../../kit/ui/icon.ts';
import type { Tone } from '../../kit/ui/tone.ts';
import { formatClock, formatExact } from '../time.ts';
import { t } from '../words.ts';
import styles from './event-line.module.css';

interface Told {
  icon: Icon;
  tone?: Tone;
  text: string;
}

export function EventLine(props: { entry: AgentViewEvent; me: string }): JSX.Element {
  const told = () => tell(props.entry, props.me);
  return (
    <p class={styles.event} data-tone={told().tone} data-testid={`event.${props.entry.event}`}>
      <Dynamic component={told().icon} size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
      <span>
        <bdi>{told().text}</bdi>{' '}
        <time datetime={new Date(props.entry.at).toISOString()} title={formatExact(props.entry.at)}>
          {formatClock(props.entry.at)}
        </time>
      </span>
    </p>
  );
}

function tell(entry: AgentViewEvent, me: string): Told {
  switch (entry.event) {
    case 'conversation.started':
      return { icon: MessageCircle, text: t('event.started', entry.page.title || entry.page.url) };
    case 'person.requested':
      return { icon: Hourglass, tone: 'waiting', text: t('event.requested') };
    case 'wait.ended':
      return { icon: Bot, tone: 'bot', text: t(`event.wait-${entry.reason}`) };
    case 'agent.joined':
      return {
        icon: UserRoundCheck,
        tone: 'agent',
        text: entry.agent === me ? t('event.joined.you') : t('event.joined', entry.name),
      };
    case 'agent.left':
      return { icon: Bot, tone: 'bot', text: entry.agent === me ? t('event.left.you') : t('event.left', entry.name) };
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
