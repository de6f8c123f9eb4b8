/** The visitor's side of a conversation: who they are and where, as far as that is known; what is masked says so. */
import Lock from 'lucide-solid/icons/lock';
import { type JSX, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import type { ControlFacts } from '../conversation/control-badge.tsx';
import { isMasked } from '../conversation/reveal.tsx';
import { Country } from '../country.tsx';
import { PageLink } from '../page-link.tsx';
import { formatNumber } from '../plural.ts';
import { formatClock, formatDay, formatExact } from '../time.ts';
import { visitorName } from '../visitor.ts';
import { t } from '../words/inbox.ts';
import styles from './visitor-panel.module.css';

export function VisitorPanel(props: { card: VisitCard; facts: ControlFacts; startedAt: number }): JSX.Element {
  const names = () => [props.facts.holder, ...(props.facts.desk?.guests ?? [])].flatMap((one) => one?.name ?? []);
  return (
    <dl class={styles.facts} data-testid="visitor.facts">
      <Fact label={t('who.name')}>
        <b>
          <Text value={visitorName(props.card)} />
        </b>
      </Fact>
      <Fact label={t('who.email')} />
      <Fact label={t('who.phone')} />
      <Fact label={t('who.country')}>
        <Show when={props.card.country}>
          <Country code={props.card.country} />
        </Show>
      </Fact>
      <Fact label={t('who.device')}>{t(`card.device.${props.card.device}`)}</Fact>
      <Fact label={t('who.page')}>
        <Show when={props.card.page}>{(page) => <PageLink page={page()} />}</Show>
      </Fact>
      <Fact label={t('who.here-since')}>
        <Show when={props.card.online}>
          <Moment at={props.card.since} />
        </Show>
      </Fact>
      <Fact label={t('who.began')}>
        <Moment at={props.startedAt} />
      </Fact>
      <Fact label={t('who.messages')}>
        <Show when={props.card.conversation}>{(it) => <>{formatNumber(it().messages)}</>}</Show>
      </Fact>
      <Fact label={t('who.team')}>
        <Show when={names().length > 0}>
          <bdi>{names().join(', ')}</bdi>
        </Show>
      </Fact>
    </dl>
  );
}

/** Nothing known is a dash. */
function Fact(props: { label: string; children?: JSX.Element }): JSX.Element {
  return (
    <div class={styles.fact}>
      <dt>{props.label}</dt>
      <dd>
        <span class={styles.known}>{props.children}</span>
        <span class={styles.dash} role="img" aria-label={t('who.unknown.spoken')}>
          {t('who.unknown')}
        </span>
      </dd>
    </div>
  );
}

function Text(props: { value: string }): JSX.Element {
  return (
    <>
      <bdi>{props.value}</bdi>
      <Show when={isMasked(props.value)}>
        <Lock size={12} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <span class={styles.hidden}>{t('masked.title')}</span>
      </Show>
    </>
  );
}

function Moment(props: { at: number }): JSX.Element {
  return (
    <time datetime={new Date(props.at).toISOString()} title={formatExact(props.at)}>
      {formatDay(props.at, Date.now())}, {formatClock(props.at)}
    </time>
  );
}
