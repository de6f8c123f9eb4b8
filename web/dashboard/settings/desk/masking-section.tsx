/** D11: which personal data is removed or masked. All of it off is possible, and said plainly. */
import { For, type JSX, Show } from 'solid-js';
import * as z from 'zod';
import { DEFAULT_MASKING, maskingSchema, type SiteMasking } from '#protocol/masking';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { Select, TextArea } from '../../../kit/ui/field.tsx';
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

/** Own accounts are typed one a line. */
const schema = z
  .object({
    masking: maskingSchema.omit({ ownIbans: true }),
    ownIbans: z
      .string()
      .transform((text) => text.split('\n').filter((line) => line.trim() !== ''))
      .pipe(maskingSchema.shape.ownIbans.unwrap()),
  })
  .transform(({ masking, ownIbans }) => ({ masking: { ...masking, ownIbans } }));
const REMOVED = ['card', 'iban', 'ssn'] as const;
const MASKED = ['email', 'phone'] as const;
type Kinds = Omit<SiteMasking, 'ownIbans'>;
type Kind = (typeof REMOVED)[number] | (typeof MASKED)[number];
const KINDS: readonly Kind[] = [...REMOVED, ...MASKED];
/** An empty value is no country's code. */
const NONE = '';

export function MaskingSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const form = createForm({
    initial: () => {
      const { ownIbans = [], ...masking } = props.site.masking;
      return { masking, ownIbans: ownIbans.join('\n') };
    },
    schema,
    save: (patch) => save(props.site.id, patch),
  });
  const masking = () => form.values.masking;
  const on = () => KINDS.some((kind) => masking()[kind]);
  const set = (patch: Partial<Kinds>) => form.set('masking', { ...masking(), ...patch });

  const ownProblem = () => {
    const problem = form.problem('ownIbans');
    return problem && t(problem.kind === 'too-long' ? 'masking.own-ibans.many' : 'masking.own-ibans.wrong');
  };

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
          <Show when={masking().iban || ownProblem()}>
            <TextArea
              class={formStyles.narrow}
              label={t('masking.own-ibans')}
              description={t('masking.own-ibans.text')}
              optional
              rows={2}
              spellcheck={false}
              autocapitalize="characters"
              value={form.values.ownIbans}
              onValue={(ibans) => form.set('ownIbans', ibans)}
              onBlur={() => form.leave('ownIbans')}
              error={ownProblem()}
              data-testid="masking.own-ibans"
            />
          </Show>
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
