/** How a visitor gets a template: filled with sample values, or as for one whose name isn't known. */
import { createSignal, type JSX, Show } from 'solid-js';
import { fill, type PlaceholderValues } from '#protocol/placeholder';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { FilledText } from '../../conversation/filled-text.tsx';
import { templateValues } from '../../conversation/template-values.ts';
import { t } from '../../words/templates.ts';
import styles from './template-preview.module.css';

export function TemplatePreview(props: { body: string; siteName: string; agentName: string }): JSX.Element {
  const [nameless, setNameless] = createSignal(false);
  const values = (): PlaceholderValues =>
    templateValues({
      card: {
        name: nameless() ? null : t('template.sample.name'),
        page: { url: '', title: t('template.sample.page') },
      },
      agentName: props.agentName,
      siteName: props.siteName,
    });
  return (
    <section class={styles.preview} aria-label={t('template.preview')}>
      <h3 class={styles.heading}>{t('template.preview')}</h3>
      <div class={styles.well}>
        <Show when={props.body.trim() !== ''} fallback={<p class={styles.empty}>{t('template.preview.empty')}</p>}>
          <p class={styles.bubble} dir="auto" data-testid="template.preview">
            <FilledText text={props.body} values={values()} />
          </p>
        </Show>
      </div>
      <Checkbox label={t('template.preview.nameless')} checked={nameless()} onValue={setNameless} />
      <Show when={fill(props.body, values()).missing.length > 0}>
        <p class={styles.missing} role="status">
          {t('template.preview.missing')}
        </p>
      </Show>
    </section>
  );
}
