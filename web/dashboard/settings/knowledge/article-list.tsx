/** Articles as lines: title, the first words or where the search matched, and when each was changed. */
import { A } from '@solidjs/router';
import { For, type JSX } from 'solid-js';
import type { ArticleSummary } from '#protocol/article';
import { t } from '../../words/knowledge.ts';
import { When } from '../parts/when.tsx';
import { FoundText } from './found-text.tsx';
import styles from './knowledge.module.css';

export function ArticleList(props: {
  articles: readonly ArticleSummary[];
  q: string;
  href: (article: string) => string;
}): JSX.Element {
  return (
    <ul class={styles.list} data-testid="articles">
      <For each={props.articles}>
        {(article) => (
          <li class={styles.item}>
            <A class={styles.link} href={props.href(article.id)}>
              <span class={styles.title} dir="auto">
                <FoundText text={article.title} q={props.q} />
              </span>
              <span class={styles.when}>
                <When at={article.updatedAt} />
              </span>
              <span class={styles.excerpt} dir="auto">
                <FoundText text={article.excerpt || t('knowledge.untouched')} q={props.q} />
              </span>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}
