/** Says when the line is down, after a moment: most interruptions are over before anyone would read about them. */
import type { JSX } from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import { t } from './text.ts';
import type { View } from './view.ts';

export function LinkStrip(props: { view: View }): JSX.Element {
  const strip = () => {
    const { link, look } = props.view.state();
    if (look?.off) return <p class="strip">{t('off')}</p>;
    if (link === 'live') return null;
    if (typeof link === 'string') return <p class="strip late">{t('reconnecting')}</p>;
    const outdated = link.ended === CloseCode.upgradeNeeded;
    return (
      <p class="strip">
        {t(outdated ? 'outdated' : 'unavailable')}{' '}
        {outdated && (
          <button type="button" class="link" onClick={() => location.reload()}>
            {t('reload')}
          </button>
        )}
      </p>
    );
  };
  return <div role="status">{strip()}</div>;
}
