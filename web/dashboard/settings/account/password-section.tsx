/** Changing the password, with the current one. Every other session ends with it. */
import { useQueryClient } from '@tanstack/solid-query';
import type { JSX } from 'solid-js';
import * as z from 'zod';
import { passwordSchema } from '#protocol/member';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, keys } from '../../api.ts';
import { useMe } from '../../session.tsx';
import { PasswordField } from '../../sign-in/password-field.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { SaveBar } from '../parts/save-bar.tsx';

const changeSchema = z.object({ currentPassword: z.string().min(1), newPassword: passwordSchema });
const EMPTY = { currentPassword: '', newPassword: '' };

export function PasswordSection(): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const form = createForm({
    initial: () => EMPTY,
    schema: changeSchema,
    refusalOf: { 'password.wrong': 'currentPassword' },
    save: api.auth.changePassword,
    onSaved: () => {
      form.start(EMPTY);
      toast({ tone: 'good', text: t('account.password.done') });
      void client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  return (
    <Section title={t('account.password')} description={t('account.password.text')}>
      <form class={formStyles.form} onSubmit={form.submit} noValidate>
        {/* For the password manager: whose password it is. */}
        <input type="email" autocomplete="username" value={me().email} hidden readOnly />
        <div class={formStyles.pair}>
          <PasswordField
            label={t('account.password.current')}
            value={form.values.currentPassword}
            onValue={(password) => form.set('currentPassword', password)}
            error={
              form.refusalAt('currentPassword')
                ? refusalWords['password.wrong']
                : problemWords(form.problem('currentPassword'))
            }
          />
          <PasswordField
            label={t('account.password.new')}
            fresh={{ known: [me().name, me().email] }}
            value={form.values.newPassword}
            onValue={(password) => form.set('newPassword', password)}
            onBlur={() => form.leave('newPassword')}
            error={problemWords(form.problem('newPassword'))}
          />
        </div>
        <SaveBar form={form} label={t('account.password.submit')} data-testid="password.save" />
      </form>
    </Section>
  );
}
