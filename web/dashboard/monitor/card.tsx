/** M2: one session. The whole card opens the view; its buttons appear for pointer and focus, on touch they always stand. */
import Eye from 'lucide-solid/icons/eye';
import Headset from 'lucide-solid/icons/headset';
import { createMemo, type JSX, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { Dot } from '../../kit/ui/badge.tsx';
import { Button } from '../../kit/ui/button.tsx';
import { ticking } from '../clock.ts';
import { Author } from '../conversation/author.tsx';
import { agentsIn, ControlBadge, factsOf, toneOf } from '../conversation/control-badge.tsx';
import { Facts } from '../conversation/facts.tsx';
import { previewOf, samePreview } from '../conversation/preview.ts';
import { shortId, visitorName } from '../visitor.ts';
import { t } from '../words.ts';
import styles from './card.module.css';

export interface CardProps {
  card: VisitCard;
  /** The viewing agent's id. */
  me: string;
  clockAheadMs: number;
  selected: boolean;
  /** One card of the list is reached by Tab. */
  tabbable: boolean;
  /** Commands go nowhere while reconnecting. */
  live: boolean;
  onView: () => void;
  onTakeOver: () => void;
  onFocus: () => void;
}

export function SessionCard(props: CardProps): JSX.Element {
  const now = () => ticking() + props.clockAheadMs;
  const facts = () => factsOf(props.card);
  const takeable = () => facts().control === 'bot' || facts().control === 'waiting';
  return (
    <article
      class={styles.card}
      data-tone={toneOf(facts())}
      data-testid="visit.card"
      data-visit={props.card.id}
      aria-current={props.selected ? 'true' : undefined}
    >
      <div class={styles.top}>
        <span class={styles.online} title={t(props.card.online ? 'card.online' : 'card.offline')}>
          <Dot tone={props.card.online ? 'online' : 'closed'} />
          <span class={styles.hidden}>{t(props.card.online ? 'card.online' : 'card.offline')}</span>
        </span>
        <h2 class={styles.name}>
          <button
            type="button"
            class={styles.open}
            data-card={props.card.id}
            data-testid="visit.open"
            tabindex={props.tabbable ? 0 : -1}
            onClick={() => props.onView()}
            onFocus={() => props.onFocus()}
            aria-keyshortcuts="Enter T J K"
          >
            <Show when={props.card.name} fallback={<bdi>{t('card.visitor')}</bdi>}>
              {(name) => <bdi>{name()}</bdi>}
            </Show>
            <Show when={props.card.name === null}>
              <span class={styles.id}>{shortId(props.card)}</span>
            </Show>
          </button>
        </h2>
        <ControlBadge facts={facts()} me={props.me} now={now()} />
      </div>
      <Facts
        country={props.card.country}
        device={props.card.device}
        since={props.card.since}
        now={now()}
        messages={props.card.conversation?.messages ?? 0}
      />
      <Preview card={props.card} me={props.me} />
      <div class={styles.actions}>
        <Button
          size="s"
          icon={Eye}
          tabindex={props.tabbable ? 0 : -1}
          aria-label={t('card.view.of', visitorName(props.card))}
          data-testid="conversation.view"
          onClick={() => props.onView()}
        >
          {t('card.view')}
        </Button>
        <Show when={takeable()}>
          <Button
            size="s"
            icon={Headset}
            tabindex={props.tabbable ? 0 : -1}
            disabled={!props.live}
            aria-label={t('card.take-over.of', visitorName(props.card))}
            data-testid="conversation.take-over"
            onClick={() => props.onTakeOver()}
          >
            {t('card.take-over')}
          </Button>
        </Show>
      </div>
    </article>
  );
}

function Preview(props: { card: VisitCard; me: string }): JSX.Element {
  const last = () => props.card.conversation?.last ?? null;
  const facts = () => factsOf(props.card);
  const quiet = () => {
    const { conversation, page } = props.card;
    // P6: what another agent has is theirs.
    if (conversation?.holder && conversation.messages > 0) return t('card.private', conversation.holder.name);
    return page?.title ? t('card.quiet.page', page.title) : t('card.quiet');
  };
  const shown = createMemo(
    () => {
      const message = last();
      return message ? previewOf(message, agentsIn(facts()), props.me) : { author: null, text: quiet() };
    },
    null,
    { equals: samePreview },
  );
  return (
    <Show when={shown()} keyed>
      {(shown) => (
        <p
          class={styles.preview}
          classList={{ [styles.quiet ?? '']: last() === null || props.card.conversation?.control === 'closed' }}
          dir="auto"
        >
          <Author of={shown} class={styles.author} />
          {shown.text}
          <Show when={props.card.conversation?.answering && props.card.conversation.control === 'bot'}>
            <span class={styles.caret} aria-hidden="true" />
          </Show>
        </p>
      )}
    </Show>
  );
}
