/** Asks for the password once more before something that decides who can sign in. */
import { createUniqueId, type JSX } from 'solid-js';
import * as z from 'zod';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { FormError } from '../../form-error.tsx';
import { PasswordField } from '../../sign-in/password-field.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';

const passwordSchema = z.object({ password: z.string().min(1) });

export function PasswordDialog(props: {
  title: string;
  text?: string;
  submit: string;
  danger?: boolean;
  onClose: () => void;
  /** What it is asked for; what it throws is shown. */
  onPassword: (password: string) => Promise<void>;
}): JSX.Element {
  const formId = createUniqueId();
  const form = createForm({
    initial: () => ({ password: '' }),
    schema: passwordSchema,
    refusalOf: { 'password.wrong': 'password' },
    save: ({ password }) => props.onPassword(password),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || props.onClose()}
      title={props.title}
      description={props.text}
      size="s"
      footer={
        <>
          <Button onClick={() => props.onClose()}>{uiWords().cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant={props.danger ? 'danger-solid' : 'primary'}
            busy={form.saving()}
            data-testid="password.go"
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <form id={formId} class={formStyles.form} onSubmit={form.submit} noValidate>
        <PasswordField
          label={t('two-factor.password')}
          first
          value={form.values.password}
          onValue={(password) => form.set('password', password)}
          error={form.refusalAt('password') ? refusalWords['password.wrong'] : problemWords(form.problem('password'))}
        />
        <FormError error={form.refusal()} />
      </form>
    </Dialog>
  );
}
