/** "Try a question": which articles are nearest to what a visitor may ask, and the words of theirs that say so. */
import { A } from '@solidjs/router';
import { useQuery } from '@tanstack/solid-query';
import BookOpen from 'lucide-solid/icons/book-open';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { api, keys } from '../../api.ts';
import { t } from '../../words.ts';
import { Loaded } from '../parts/loaded.tsx';
import { FoundText } from './found-text.tsx';
import { nearestArticles } from './nearest.ts';
import styles from './try-question.module.css';

/** More would not be read. */
const SHOWN_MAX = 3;

export function TryQuestion(props: { site: string; href: (article: string) => string }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [asked, setAsked] = createSignal('');
  const found = useQuery(() => ({
    queryKey: keys.nearest(props.site, asked()),
    queryFn: ({ signal }) => nearestArticles(asked(), (word) => api.articles.list(props.site, word, signal)),
    enabled: asked() !== '',
  }));

  return (
    <section class={styles.box} aria-labelledby="try-title">
      <h2 id="try-title" class={styles.title}>
        {t('try.title')}
      </h2>
      <p class={styles.text}>{t('try.text')}</p>
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed().trim());
        }}
      >
        <TextField
          label={t('try.label')}
          hideLabel
          placeholder={t('try.placeholder')}
          maxLength={200}
          dir="auto"
          value={typed()}
          onValue={setTyped}
        />
        <Button type="submit" busy={found.isFetching} disabled={typed().trim() === ''}>
          {t('try.submit')}
        </Button>
      </form>
      <Show when={asked() !== ''}>
        <div aria-live="polite">
          <Loaded query={found}>
            {(list) => (
              <Show when={list().length > 0} fallback={<p class={styles.nothing}>{t('try.nothing')}</p>}>
                <p class={styles.text}>{t('try.found', list().length)}</p>
                <ol class={styles.passages} data-testid="try.found">
                  <For each={list().slice(0, SHOWN_MAX)}>
                    {(article) => (
                      <li class={styles.passage}>
                        <p dir="auto">
                          <FoundText text={article.excerpt} q={asked()} />
                        </p>
                        <A class={styles.source} href={props.href(article.id)}>
                          <BookOpen size={14} strokeWidth={1.75} aria-hidden="true" />
                          <span>{article.title}</span>
                        </A>
                      </li>
                    )}
                  </For>
                </ol>
              </Show>
            )}
          </Loaded>
        </div>
      </Show>
    </section>
  );
}
