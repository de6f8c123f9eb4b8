/** Two people wrote at one article: what the other one saved, to be taken or to be written over. */
import type { JSX } from 'solid-js';
import type { Article } from '#protocol/article';
import { Button } from '../../../kit/ui/button.tsx';
import { t } from '../../words/knowledge.ts';
import { When } from '../parts/when.tsx';
import styles from './conflict.module.css';

export function Conflict(props: { article: Article; onTake: () => void; onKeep: () => void }): JSX.Element {
  return (
    <section
      ref={(section) => queueMicrotask(() => section.scrollIntoView?.({ block: 'nearest' }))}
      class={styles.conflict}
      role="alert"
      aria-label={t('article.conflict.title')}
      data-testid="article.conflict"
    >
      <h2 class={styles.title}>{t('article.conflict.title')}</h2>
      <p>
        {t('article.conflict.text')} <When at={props.article.updatedAt} />
      </p>
      <div class={styles.theirs} dir="auto" tabindex="0">
        <b>{props.article.title}</b>
        {`\n\n${props.article.body}`}
      </div>
      <div class={styles.choices}>
        <Button onClick={() => props.onTake()} data-testid="article.take">
          {t('article.conflict.take')}
        </Button>
        <Button variant="primary" onClick={() => props.onKeep()} data-testid="article.keep">
          {t('article.conflict.keep')}
        </Button>
      </div>
    </section>
  );
}
