/** While the visitor waits for a person: their place in line and an honest word about how long, as far as they are known, and the way back. */
import type { JSX } from 'solid-js';
import type { Wait } from '#protocol/visitor-wire';
import { Icon } from './icon.tsx';
import { t } from './text.ts';
import type { View } from './view.ts';

export function WaitingCard(props: { view: View }): JSX.Element {
  /** What was told of an earlier wait says nothing about this one. */
  const wait = () => {
    const thread = props.view.thread();
    return thread?.wait && thread.wait.at >= thread.controlAt! ? thread.wait : undefined;
  };
  const place = () => wait()?.place;

  return (
    <section class="waiting-card">
      <div role="status">
        {place() && (
          <span class="face" aria-hidden="true">
            {place()}
          </span>
        )}
        <div>
          <h2>{placeWords(place())}</h2>
          <p>{waitWords(wait(), props.view.now())}</p>
        </div>
      </div>
      <p>{t('waitingText')}</p>
      <button type="button" class="pill" onClick={() => props.view.chat.wish('person.withdraw')}>
        <Icon of="bot" />
        {t('backToBot')}
      </button>
    </section>
  );
}

function placeWords(place: number | null | undefined): string {
  if (!place) return t('finding');
  if (place === 1) return t('next');
  // Nobody is told of a place beyond the 20th.
  return place === 2 ? t('second') : place === 3 ? t('third') : t('inLine', { place });
}

/** In whole minutes, which change seldom: they are read out. */
function waitWords(wait: Wait | undefined, now: number): string {
  if (!wait || wait.fromMs === null || wait.toMs === null) return '';
  const minutes = (ms: number) => (ms + wait.at - now) / MINUTE_MS;
  const from = Math.max(1, Math.floor(minutes(wait.fromMs)));
  const to = Math.ceil(minutes(wait.toMs));
  if (to < 1) return t('waitLong');
  return t('waitAbout', { minutes: from < to ? `${from}–${to}` : to });
}

const MINUTE_MS = 60_000;
