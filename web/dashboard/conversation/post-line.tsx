/** A message of one's own on its way: sending, waiting and for what, or not sent, with what can be done about it. */
import { type JSX, Show } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { ticking } from '../clock.ts';
import type { Post } from '../desk-state.ts';
import type { Desk } from '../desk-store.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import { Message } from './message.tsx';
import { Note } from './note.tsx';
import styles from './post-line.module.css';

/** After this, “Sending” would be a promise that nobody keeps. */
const SENDING_MS = 10_000;

export function PostLine(props: { desk: Desk; agentName: string; post: Post }): JSX.Element {
  const status = () => {
    if (props.post.state !== 'sending') return undefined;
    if (props.desk.state.link !== 'live') return <span>{t('entry.waits')}</span>;
    return <span>{ticking() - props.post.at < SENDING_MS ? t('entry.sending') : t('entry.waits-server')}</span>;
  };
  const foot = () => (
    <Show when={props.post.state === 'failed' && props.post.code}>
      {(code) => (
        <div class={styles.failed} role="alert">
          <span>
            {t('entry.failed')} {refusalWords[code()]}
          </span>
          <Button size="s" onClick={() => props.desk.retry(props.post.cid)} data-testid="entry.retry">
            {t('entry.retry')}
          </Button>
          <Button size="s" variant="ghost" onClick={() => props.desk.discard(props.post.cid)}>
            {t('entry.discard')}
          </Button>
        </div>
      )}
    </Show>
  );
  return (
    <Show
      when={props.post.note}
      fallback={
        <Message
          from="agent"
          initials={props.agentName}
          author={t('entry.you')}
          text={props.post.text}
          first
          last
          pending={props.post.state === 'sending'}
          status={status()}
          foot={foot()}
          data-testid={`entry.${props.post.state}`}
        />
      }
    >
      <Note
        author={t('entry.you')}
        text={props.post.text}
        status={status()}
        foot={foot()}
        data-testid={`note.${props.post.state}`}
      />
    </Show>
  );
}
