/** D11: which personal data is removed or masked. All of it off is possible, and said plainly. */
import { For, type JSX, Show } from 'solid-js';
import { DEFAULT_MASKING, type Masking } from '#protocol/masking';
import { siteSettingsSchema } from '#protocol/site';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { Select } from '../../../kit/ui/field.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import type { SiteView } from '../../api.ts';
import { t } from '../../words/desk-settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { countryOptions } from './country-options.ts';
import styles from './desk-settings.module.css';
import { useSaveSite } from './save-site.ts';

const schema = siteSettingsSchema.pick({ masking: true });
const REMOVED = ['card', 'iban', 'ssn'] as const;
const MASKED = ['email', 'phone'] as const;
type Kind = (typeof REMOVED)[number] | (typeof MASKED)[number];
const KINDS: readonly Kind[] = [...REMOVED, ...MASKED];
/** An empty value is no country's code. */
const NONE = '';

export function MaskingSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const form = createForm({
    initial: () => ({ masking: props.site.masking }),
    schema,
    save: (patch) => save(props.site.id, patch),
  });
  const masking = () => form.values.masking;
  const on = () => KINDS.some((kind) => masking()[kind]);
  const set = (patch: Partial<Masking>) => form.set('masking', { ...masking(), ...patch });

  function setAll(all: boolean): void {
    const { country } = masking();
    if (all) return set({ ...DEFAULT_MASKING, country });
    set({ card: false, iban: false, ssn: false, email: false, phone: false });
  }

  const kinds = (list: readonly Kind[]) => (
    <For each={list}>
      {(kind) => (
        <Checkbox
          label={t(`masking.${kind}`)}
          checked={masking()[kind]}
          onValue={(checked) => set({ [kind]: checked })}
          data-testid={`masking.${kind}`}
        />
      )}
    </For>
  );

  return (
    <Section title={t('masking.title')} description={t('masking.text')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        <Checkbox label={t('masking.on')} checked={on()} onValue={setAll} data-testid="masking.on" />
        <Show when={on()} fallback={<p class={styles.warning}>{t('masking.off')}</p>}>
          <fieldset class={styles.kinds}>
            <legend class={styles.legend}>
              {t('masking.removed')} <small class={styles.quiet}>{t('masking.removed.text')}</small>
            </legend>
            {kinds(REMOVED)}
          </fieldset>
          <fieldset class={styles.kinds}>
            <legend class={styles.legend}>
              {t('masking.masked')} <small class={styles.quiet}>{t('masking.masked.text')}</small>
            </legend>
            {kinds(MASKED)}
          </fieldset>
          <Show when={masking().phone}>
            <Select
              class={formStyles.narrow}
              label={t('masking.country')}
              value={masking().country ?? NONE}
              onValue={(code) => set({ country: code === NONE ? null : code })}
              options={[{ value: NONE, label: t('masking.country.none') }, ...countryOptions()]}
              data-testid="masking.country"
            />
          </Show>
        </Show>
        <SaveBar form={form} data-testid="masking.save" />
      </form>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}
