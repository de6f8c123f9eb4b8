/** Who answers now, the way to a person, the end, and the way out. */
import type { JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { duration, initials, t } from './text.ts';
import type { View } from './view.ts';

export function Header(props: { view: View; close: () => void; end: () => void }): JSX.Element {
  const is = (control: string) => props.view.control() === control;
  const title = () => {
    if (is('agent')) return props.view.people().join(', ');
    if (is('waiting')) return t('finding');
    const look = props.view.look();
    return (is('bot') ? look?.botName : look?.name) ?? t('chat');
  };
  const role = () => {
    if (is('agent')) return t('liveAgent');
    if (is('waiting')) {
      return t('waiting', { time: duration(props.view.now() - (props.view.thread()?.controlAt ?? props.view.now())) });
    }
    if (is('bot')) return t('botRole');
    return props.view.thread() ? t('chatEnded') : '';
  };

  return (
    <header class={`head ${props.view.control()}`}>
      <span class="face" aria-hidden="true">
        {is('agent') ? (
          initials(props.view.people()[0] ?? '')
        ) : (
          <Icon of={is('bot') ? 'bot' : is('waiting') ? 'wait' : 'check'} />
        )}
        <i />
      </span>
      <div class="who">
        <h1>
          <bdi>{title()}</bdi>
        </h1>
        <p class="role">
          {is('agent') && <Icon of="person" />}
          {role()}
        </p>
      </div>
      {is('bot') && (
        <button type="button" class="pill" onClick={() => props.view.chat.wish('person.request')}>
          {t('person')}
        </button>
      )}
      {props.view.thread() && !is('closed') && (
        <button type="button" class="tool" onClick={() => props.end()}>
          <Icon of="end" />
          <small>{t('end')}</small>
        </button>
      )}
      <button type="button" class="tool" aria-label={t('close')} onClick={() => props.close()}>
        <Icon of="close" />
        <Icon of="down" />
      </button>
    </header>
  );
}
