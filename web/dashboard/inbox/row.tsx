/** One conversation in the list: whose it is, what was said last and when, how long they wait or are looked after, and by whom. */
import ClipboardCheck from 'lucide-solid/icons/clipboard-check';
import Hourglass from 'lucide-solid/icons/hourglass';
import Lock from 'lucide-solid/icons/lock';
import { createMemo, type JSX, Match, Show, Switch } from 'solid-js';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { ticking } from '../clock.ts';
import { Author } from '../conversation/author.tsx';
import { agentsIn, ControlBadge, isForsaken, toneOf } from '../conversation/control-badge.tsx';
import { Duration, handledMs, waitedMs } from '../conversation/durations.tsx';
import { previewOf, samePreview } from '../conversation/preview.ts';
import { Dots } from '../conversation/typing-sign.tsx';
import { formatAge, formatClock, formatExact } from '../time.ts';
import { initialsSource, visitorName } from '../visitor.ts';
import { t } from '../words/inbox.ts';
import { type Item, momentOf } from './items.ts';
import styles from './row.module.css';

export interface RowProps {
  item: Item;
  /** The viewing agent's id. */
  me: string;
  /** Of one queue alone nobody has to be told. */
  manyQueues: boolean;
  clockAheadMs: number;
  href: string;
  selected: boolean;
  /** One row of the list is reached by Tab. */
  tabbable: boolean;
  /** Messages that this agent hasn't seen. */
  unread: number;
  /** The visitor writes right now. */
  writing: boolean;
  onOpen: () => void;
  onFocus: () => void;
}

export function ItemRow(props: RowProps): JSX.Element {
  const facts = () => props.item.facts;
  const now = () => ticking() + props.clockAheadMs;
  const closed = () => facts().control === 'closed';
  return (
    <a
      class={styles.row}
      classList={{ [styles.news ?? '']: props.unread > 0 }}
      href={props.href}
      data-tone={toneOf(facts())}
      data-row={props.item.id}
      data-testid="inbox.item"
      aria-current={props.selected ? 'true' : undefined}
      tabindex={props.tabbable ? 0 : -1}
      aria-keyshortcuts="J K Enter"
      onFocus={() => props.onFocus()}
      onClick={(event) => {
        // Into another tab goes the browser's way.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        props.onOpen();
      }}
    >
      <Avatar name={initialsSource(props.item)} online={closed() ? undefined : props.item.online} />
      <span class={styles.lines}>
        <span class={styles.line}>
          <span class={styles.name} title={visitorName(props.item)}>
            <bdi>{visitorName(props.item)}</bdi>
          </span>
          <time
            class={styles.time}
            datetime={new Date(momentOf(props.item)).toISOString()}
            title={formatExact(momentOf(props.item))}
          >
            <Show when={closed() && !isForsaken(facts())} fallback={formatAge(momentOf(props.item), now())}>
              <span class={styles.hidden}>{t('inbox.item.closed')}</span> {formatClock(momentOf(props.item))}
            </Show>
          </time>
        </span>
        <span class={styles.line}>
          <Words {...props} />
          <Show when={props.unread > 0}>
            <b class={styles.unread} role="img" aria-label={t('inbox.item.unread', props.unread)}>
              {props.unread > 99 ? '99+' : props.unread}
            </b>
          </Show>
        </span>
        <Show when={!closed() || props.item.dueAt !== null || isForsaken(facts())}>
          <span class={styles.line}>
            <Meta item={props.item} me={props.me} manyQueues={props.manyQueues} now={now()} />
          </span>
        </Show>
      </span>
    </a>
  );
}

function Words(props: RowProps): JSX.Element {
  const preview = createMemo(
    () => props.item.last && previewOf(props.item.last, agentsIn(props.item.facts), props.me),
    null,
    { equals: samePreview },
  );
  return (
    <Switch
      fallback={
        <span class={styles.words}>{t(props.item.facts.control === 'closed' ? 'foot.over' : 'inbox.item.none')}</span>
      }
    >
      <Match when={props.writing}>
        <span class={styles.words}>
          <Dots />
          {t('inbox.item.writing')}
        </span>
      </Match>
      <Match when={preview()} keyed>
        {(shown) => (
          <span class={styles.words} dir="auto">
            <Author of={shown} />
            {shown.text}
          </span>
        )}
      </Match>
      <Match when={props.item.messages > 0 && props.item.facts.holder}>
        {(holder) => (
          <span class={styles.words}>
            <Lock size={12} strokeWidth={ICON_STROKE} aria-hidden="true" />
            {t('inbox.item.private', holder().name)}
          </span>
        )}
      </Match>
    </Switch>
  );
}

/** How long, by whom, in which queue. */
function Meta(props: { item: Item; me: string; manyQueues: boolean; now: number }): JSX.Element {
  const facts = () => props.item.facts;
  const queue = () => (props.manyQueues ? facts().desk?.queue?.name : undefined);
  return (
    <span class={styles.meta}>
      <Switch fallback={<ControlBadge facts={facts()} me={props.me} now={props.now} bare still />}>
        <Match when={props.item.dueAt}>
          {(dueAt) => (
            <span class={styles.due} data-tone="waiting" title={t('inbox.item.wrap-up.due')}>
              <ClipboardCheck size={14} strokeWidth={2} aria-hidden="true" />
              <b>{t('inbox.item.wrap-up')}</b> <Duration ms={Math.max(0, dueAt() - props.now)} />
            </span>
          )}
        </Match>
        <Match when={facts().control === 'waiting'}>
          <span class={styles.due} data-tone="waiting">
            <Hourglass size={14} strokeWidth={2} aria-hidden="true" />
            <span class={styles.hidden}>{t('inbox.item.waited')}</span>
            <b>
              <Duration ms={waitedMs(facts(), props.now)} data-testid="item.waited" />
            </b>
          </span>
        </Match>
      </Switch>
      <Show when={facts().control === 'agent'}>
        <span class={styles.quiet}>
          <span class={styles.hidden}>{t('inbox.item.handled')}</span>
          <Duration ms={handledMs(facts(), props.now)} data-testid="item.handled" />
        </span>
      </Show>
      <Show when={queue()}>{(name) => <bdi class={styles.queue}>{name()}</bdi>}</Show>
    </span>
  );
}
