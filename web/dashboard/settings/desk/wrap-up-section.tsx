/** D10: the reasons that end an agent's part of a conversation, and whether one is required. */
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
import { ReasonList, reasonsFit } from './reason-list.tsx';
import { useSaveSite } from './save-site.ts';

const schema = siteSettingsSchema.pick({ wrapUpReasons: true, wrapUpRequired: true });
/** As in the schema. */
const REASONS_MAX = 100;
const REASON_MAX_CHARS = 60;

export function WrapUpSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const form = createForm({
    initial: () => ({ wrapUpReasons: props.site.wrapUpReasons, wrapUpRequired: props.site.wrapUpRequired }),
    schema,
    check: ({ wrapUpReasons }) => (reasonsFit(wrapUpReasons) ? {} : { wrapUpReasons: { kind: 'form' } }),
    save: (patch) => save(props.site.id, patch),
  });
  return (
    <Section title={t('wrap-up-reasons.title')} description={t('wrap-up-reasons.text')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        <ReasonList
          label={t('wrap-up-reasons.title')}
          reasons={form.values.wrapUpReasons}
          onReasons={(reasons) => form.set('wrapUpReasons', reasons)}
          max={REASONS_MAX}
          maxChars={REASON_MAX_CHARS}
          data-testid="wrap-up-reasons"
        />
        <Checkbox
          label={t('wrap-up-reasons.required')}
          description={t('wrap-up-reasons.required.text')}
          checked={form.values.wrapUpRequired}
          onValue={(on) => form.set('wrapUpRequired', on)}
          data-testid="wrap-up-reasons.required"
        />
        <SaveBar form={form} data-testid="wrap-up-reasons.save" />
      </form>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}
