/** Whether agents see what visitors type before they send it. */
import type { JSX } from 'solid-js';
import { siteSettingsSchema } from '#protocol/site';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import type { SiteView } from '../../api.ts';
import { t } from '../../words/desk-settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { useSaveSite } from './save-site.ts';

const schema = siteSettingsSchema.pick({ typingPreview: true });

export function TypingSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const form = createForm({
    initial: () => ({ typingPreview: props.site.typingPreview }),
    schema,
    save: (patch) => save(props.site.id, patch),
  });
  return (
    <Section title={t('typing.title')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        <Checkbox
          label={t('typing.preview')}
          description={t('typing.preview.text')}
          checked={form.values.typingPreview}
          onValue={(on) => form.set('typingPreview', on)}
          data-testid="typing.preview"
        />
        <SaveBar form={form} data-testid="typing.save" />
      </form>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}
