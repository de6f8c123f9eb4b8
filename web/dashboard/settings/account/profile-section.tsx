/** The names: what members see, and what visitors see. */
import type { JSX } from 'solid-js';
import { mePatchSchema } from '#protocol/member';
import { TextField } from '../../../kit/ui/field.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { useChangeMe, useMe } from '../../session.tsx';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';

const namesSchema = mePatchSchema.pick({ name: true, agentName: true });

export function ProfileSection(): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();
  const form = createForm({
    initial: () => ({ name: me().name, agentName: me().agentName }),
    schema: namesSchema,
    save: changeMe,
  });
  return (
    <Section title={t('account.profile')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        <div class={formStyles.pair}>
          <TextField
            label={t('account.name')}
            description={t('account.name.text')}
            autocomplete="name"
            maxLength={80}
            value={form.values.name}
            onValue={(name) => form.set('name', name)}
            onBlur={() => form.leave('name')}
            error={problemWords(form.problem('name'))}
          />
          <TextField
            label={t('account.agent-name')}
            description={t('account.agent-name.text')}
            autocomplete="off"
            maxLength={40}
            value={form.values.agentName}
            onValue={(agentName) => form.set('agentName', agentName)}
            onBlur={() => form.leave('agentName')}
            error={problemWords(form.problem('agentName'))}
          />
        </div>
        <TextField
          label={t('account.email')}
          description={t('account.email.text')}
          type="email"
          readOnly
          value={me().email}
          onValue={() => {}}
        />
        <SaveBar form={form} data-testid="account.save" />
      </form>
      <UnsavedGuard when={form.dirty()} />
    </Section>
  );
}
