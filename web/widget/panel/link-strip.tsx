/** Says when the line is down, after a moment: most interruptions are over before anyone would read about them. */
import { createMemo, type JSX } from 'solid-js';
import { CloseCode } from '#protocol/close-code';
import { t } from './text.ts';
import type { View } from './view.ts';

export function LinkStrip(props: { view: View }): JSX.Element {
  // The chat's state changes for many reasons while the line is down. A strip that is made anew each time is never there long enough to be read.
  const kind = createMemo(() => {
    const { link, look } = props.view.state();
    if (look?.off) return 'off';
    if (link === 'live') return null;
    if (typeof link === 'string') return 'reconnecting';
    return link.ended === CloseCode.upgradeNeeded ? 'outdated' : 'unavailable';
  });
  const strip = () => {
    const it = kind();
    return (
      it && (
        <p class={it === 'reconnecting' ? 'strip late' : 'strip'}>
          {t(it)}{' '}
          {it === 'outdated' && (
            <button type="button" class="link" onClick={() => location.reload()}>
              {t('reload')}
            </button>
          )}
        </p>
      )
    );
  };
  return <div role="status">{strip()}</div>;
}
