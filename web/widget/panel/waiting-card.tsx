/** While the visitor waits for a person: what happens next, and the way back. It promises no place in line. */
import type { JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { t } from './text.ts';
import type { View } from './view.ts';

export function WaitingCard(props: { view: View }): JSX.Element {
  return (
    <section class="waiting-card">
      <h2>{t('finding')}</h2>
      <p>{t('waitingText')}</p>
      <button type="button" class="pill" onClick={() => props.view.chat.wish('person.withdraw')}>
        <Icon of="bot" />
        {t('backToBot')}
      </button>
    </section>
  );
}
