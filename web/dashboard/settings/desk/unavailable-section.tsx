/** D12: what agents can say while they take no chats. */
import type { JSX } from 'solid-js';
import { siteSettingsSchema } from '#protocol/site';
import { Section } from '../../../kit/ui/page-header.tsx';
import type { SiteView } from '../../api.ts';
import { t } from '../../words/desk-settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { ReasonList, reasonsFit } from './reason-list.tsx';
import { useSaveSite } from './save-site.ts';

const schema = siteSettingsSchema.pick({ unavailableReasons: true });
/** As in the schema. */
const REASONS_MAX = 30;
const REASON_MAX_CHARS = 40;

export function UnavailableSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const form = createForm({
    initial: () => ({ unavailableReasons: props.site.unavailableReasons }),
    schema,
    check: ({ unavailableReasons }) => (reasonsFit(unavailableReasons) ? {} : { unavailableReasons: { kind: 'form' } }),
    save: (patch) => save(props.site.id, patch),
  });
  return (
    <Section title={t('unavailable-reasons.title')} description={t('unavailable-reasons.text')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        <ReasonList
          label={t('unavailable-reasons.title')}
          reasons={form.values.unavailableReasons}
          onReasons={(reasons) => form.set('unavailableReasons', reasons)}
          max={REASONS_MAX}
          maxChars={REASON_MAX_CHARS}
          data-testid="unavailable-reasons"
        />
        <SaveBar form={form} data-testid="unavailable-reasons.save" />
      </form>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}
