/** What visitors see in the chat: names, greeting, colour; with a preview that follows every key. */
import { useQueryClient } from '@tanstack/solid-query';
import type { JSX } from 'solid-js';
import { siteSettingsSchema } from '#protocol/site';
import { TextArea, TextField } from '../../../kit/ui/field.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { api, keys, type SiteView } from '../../api.ts';
import { t } from '../../words/settings.ts';
import { contrast, VISIBLE_RATIO } from '../contrast.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import styles from './general-section.module.css';
import { WidgetPreview } from './widget-preview.tsx';

const lookSchema = siteSettingsSchema.pick({ name: true, botName: true, greeting: true, color: true });
const PAGE_WHITE = '#ffffff';

export function GeneralSection(props: { site: SiteView }): JSX.Element {
  const client = useQueryClient();
  const form = createForm({
    initial: () => ({
      name: props.site.name,
      botName: props.site.botName,
      greeting: props.site.greeting,
      color: props.site.color,
    }),
    schema: lookSchema,
    save: (look) => api.sites.change(props.site.id, look),
    onSaved: (site) => {
      client.setQueryData(keys.site(props.site.id), site);
      void client.invalidateQueries({ queryKey: keys.sites, exact: true });
      void client.invalidateQueries({ queryKey: keys.me });
    },
  });
  /** What the preview shows while a colour is half typed: the last whole one. */
  const color = () => (isColor(form.values.color) ? form.values.color : props.site.color);
  const ratio = () => contrast(color(), PAGE_WHITE);
  const colorWords = () => {
    const shown = ratio().toFixed(1);
    return ratio() < VISIBLE_RATIO ? t('site.color.faint', shown) : t('site.color.readable', shown);
  };

  return (
    <Section title={t('site.general')} description={t('site.general.text')}>
      <div class={styles.columns}>
        <form class={formStyles.form} onSubmit={form.submit} noValidate>
          <div class={formStyles.pair}>
            <TextField
              label={t('site.name')}
              autocomplete="off"
              maxLength={60}
              value={form.values.name}
              onValue={(name) => form.set('name', name)}
              onBlur={() => form.leave('name')}
              error={problemWords(form.problem('name'))}
            />
            <TextField
              label={t('site.bot-name')}
              description={t('site.bot-name.text')}
              autocomplete="off"
              maxLength={40}
              value={form.values.botName}
              onValue={(botName) => form.set('botName', botName)}
              onBlur={() => form.leave('botName')}
              error={problemWords(form.problem('botName'))}
            />
          </div>
          <TextArea
            label={t('site.greeting')}
            description={t('site.greeting.text')}
            rows={2}
            maxLength={300}
            value={form.values.greeting}
            onValue={(greeting) => form.set('greeting', greeting)}
            onBlur={() => form.leave('greeting')}
            error={problemWords(form.problem('greeting'))}
          />
          <TextField
            label={t('site.color')}
            class={formStyles.narrow}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxLength={7}
            value={form.values.color}
            onValue={(typed) => form.set('color', typed.trim().toLowerCase())}
            onBlur={() => form.leave('color')}
            error={form.problem('color') && t('site.color.form')}
            description={
              <span class={styles.verdict} data-tone={ratio() < VISIBLE_RATIO ? 'waiting' : undefined}>
                {colorWords()}
              </span>
            }
            end={
              <input
                type="color"
                class={styles.swatch}
                aria-label={t('site.color.pick')}
                value={color()}
                onInput={(event) => form.set('color', event.currentTarget.value)}
              />
            }
          />
          <SaveBar form={form} data-testid="site.save" />
        </form>
        <WidgetPreview botName={form.values.botName} greeting={form.values.greeting} color={color()} />
      </div>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}

function isColor(text: string): boolean {
  return siteSettingsSchema.shape.color.safeParse(text).success;
}
