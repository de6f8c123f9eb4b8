/** The chat as a visitor will see it, drawn small: greeting, a question in the site's colour, and the button. Nothing works in it. */
import ArrowUp from 'lucide-solid/icons/arrow-up';
import Bot from 'lucide-solid/icons/bot';
import MessageSquare from 'lucide-solid/icons/message-square';
import type { JSX } from 'solid-js';
import { t } from '../../words/settings.ts';
import { textOn } from '../contrast.ts';
import styles from './widget-preview.module.css';

export function WidgetPreview(props: { botName: string; greeting: string; color: string }): JSX.Element {
  return (
    <figure
      class={styles.preview}
      style={{ '--brand': props.color, '--on-brand': textOn(props.color).color }}
      data-testid="widget-preview"
    >
      <figcaption class={styles.caption}>{t('site.preview')}</figcaption>
      <div class={styles.panel} aria-hidden="true">
        <div class={styles.head}>
          <span class={styles.face}>
            <Bot size={18} strokeWidth={1.75} />
          </span>
          <span class={styles.who}>
            <b>{props.botName || '–'}</b>
            <small>{t('site.preview.ai')}</small>
          </span>
        </div>
        <div class={styles.thread}>
          <p class={styles.bubble}>{props.greeting || '–'}</p>
          <p class={`${styles.bubble} ${styles.mine}`}>{t('site.preview.question')}</p>
        </div>
        <div class={styles.composer}>
          <span>{t('site.preview.write')}</span>
          <span class={styles.send}>
            <ArrowUp size={16} strokeWidth={2} />
          </span>
        </div>
      </div>
      <span class={styles.launcher} aria-hidden="true">
        <MessageSquare size={24} strokeWidth={1.75} />
      </span>
    </figure>
  );
}
