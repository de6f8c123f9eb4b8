/**
 * What others wrote since the agent began to write: the visitor, the AI, another agent, or this agent on another device.
 * Quiet and above the composer, whose text stays where it is; a screen reader tells it at the next pause.
 */
import MessageCircle from 'lucide-solid/icons/message-circle';
import X from 'lucide-solid/icons/x';
import { type JSX, Show } from 'solid-js';
import type { AgentEntry } from '#protocol/entry';
import type { AgentThread } from '../../kit/fold.ts';
import { IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { t } from '../words.ts';
import styles from './meanwhile.module.css';

type Message = Extract<AgentEntry, { kind: 'message' }>;

/** Messages after this seq that were not written in this tab. */
export function writtenSince(thread: AgentThread, seq: number, wroteHere: (cid: string) => boolean): Message[] {
  return thread.entries.filter(
    (entry): entry is Message =>
      entry.seq > seq && entry.kind === 'message' && !(entry.from === 'agent' && wroteHere(entry.cid)),
  );
}

export interface MeanwhileProps {
  messages: readonly Message[];
  /** The viewing agent's id. */
  me: string;
  /** How the visitor is called. */
  visitor: string;
  onDismiss: () => void;
}

export function Meanwhile(props: MeanwhileProps): JSX.Element {
  const names = () => [...new Set(props.messages.map((message) => nameOf(message, props)))];
  return (
    // There before it has something to say, or some screen readers would miss the first time.
    <div role="status" aria-live="polite" class={styles.place}>
      <Show when={props.messages.length > 0}>
        <div class={styles.notice} data-testid="composer.meanwhile">
          <MessageCircle size={14} strokeWidth={ICON_STROKE} aria-hidden="true" class={styles.icon ?? ''} />
          <p class={styles.text}>{t('composer.meanwhile', names(), props.messages.length)}</p>
          <IconButton
            size="s"
            class={styles.dismiss}
            label={t('composer.meanwhile.dismiss')}
            icon={X}
            onClick={() => props.onDismiss()}
            data-testid="composer.meanwhile.dismiss"
          />
        </div>
      </Show>
    </div>
  );
}

function nameOf(message: Message, { me, visitor }: MeanwhileProps): string {
  if (message.from === 'visitor') return visitor;
  return message.from === 'agent' && message.agent === me ? t('composer.meanwhile.you') : message.name;
}
