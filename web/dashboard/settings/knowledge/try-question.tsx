/** "Try a question": what the AI would answer a visitor, and from which articles. */
import { A } from '@solidjs/router';
import BookOpen from 'lucide-solid/icons/book-open';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { api, keys } from '../../api.ts';
import { Loaded } from '../../loaded.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/knowledge.ts';
import { Rendered } from './rendered.tsx';
import styles from './try-question.module.css';

export function TryQuestion(props: { site: string; href: (article: string) => string }): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [asked, setAsked] = createSignal('');
  const answer = useQuery(() => ({
    queryKey: keys.question(props.site, asked()),
    queryFn: () => api.articles.tryQuestion(props.site, asked()),
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
        <Button type="submit" busy={answer.isFetching} disabled={typed().trim() === ''}>
          {t('try.submit')}
        </Button>
      </form>
      <Show when={asked() !== ''}>
        <div aria-live="polite">
          <Loaded query={answer}>
            {(tried) => (
              <div class={styles.answer} data-testid="try.answer">
                <Rendered text={tried().text} />
                <For each={tried().sources}>
                  {(source) => (
                    <A class={styles.source} href={props.href(source.article)}>
                      <BookOpen size={14} strokeWidth={1.75} aria-hidden="true" />
                      <span>{source.title}</span>
                    </A>
                  )}
                </For>
                <Show when={tried().offersPerson}>
                  <p class={styles.nothing}>{t('try.offers-person')}</p>
                </Show>
              </div>
            )}
          </Loaded>
        </div>
      </Show>
    </section>
  );
}
