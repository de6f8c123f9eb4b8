/** The second step of signing in: six digits of the authenticator app, sent as soon as they are there, or a backup code. */
import { createSignal, type JSX, Show } from 'solid-js';
import * as z from 'zod';
import { Button } from '../../kit/ui/button.tsx';
import { Checkbox } from '../../kit/ui/choice.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { api } from '../api.ts';
import { FormError } from '../form-error.tsx';
import { createForm } from '../settings/form.ts';
import { focusNow } from '../settings/parts/focus.ts';
import { t } from '../words/sign-in.ts';
import styles from './auth-card.module.css';
import { AuthCard } from './auth-card.tsx';

/** What better-auth expects of the app: six digits. */
const DIGITS = 6;
const codeSchema = z.object({ code: z.string().trim().min(1).max(40), trustDevice: z.boolean() });

export function CodeStep(props: { onSignedIn: () => void; onBack: () => void }): JSX.Element {
  const [backup, setBackup] = createSignal(false);
  const form = createForm({
    initial: () => ({ code: '', trustDevice: false }),
    schema: codeSchema,
    save: async ({ code, trustDevice }) => {
      await (backup() ? api.auth.twoFactor.verifyBackupCode : api.auth.twoFactor.verify)({ code, trustDevice });
      props.onSignedIn();
    },
  });

  function type(code: string): void {
    form.set('code', backup() ? code : code.replace(/\D/g, '').slice(0, DIGITS));
    if (!backup() && form.values.code.length === DIGITS) void form.submit();
  }

  function switchKind(): void {
    setBackup((was) => !was);
    form.reset();
  }

  return (
    <AuthCard
      title={backup() ? t('sign-in.backup.title') : t('sign-in.code.title')}
      text={backup() ? t('sign-in.backup.text') : t('sign-in.code.text')}
    >
      <form class={styles.form} onSubmit={form.submit} noValidate>
        <Show when={backup() ? 'backup' : 'app'} keyed>
          {(kind) => (
            <TextField
              ref={focusNow}
              label={kind === 'backup' ? t('sign-in.backup.label') : t('sign-in.code.label')}
              class={styles.code}
              name="code"
              autocomplete="one-time-code"
              inputmode={kind === 'backup' ? 'text' : 'numeric'}
              autocapitalize="none"
              autocorrect="off"
              spellcheck={false}
              value={form.values.code}
              onValue={type}
              error={form.problem('code') && t('form.required')}
            />
          )}
        </Show>
        <Checkbox
          label={t('sign-in.code.trust')}
          checked={form.values.trustDevice}
          onValue={(trust) => form.set('trustDevice', trust)}
        />
        <FormError error={form.refusal()} />
        <Button type="submit" variant="primary" size="l" wide busy={form.saving()}>
          {t('sign-in.code.submit')}
        </Button>
      </form>
      <div class={styles.choices}>
        <Button variant="ghost" onClick={switchKind}>
          {backup() ? t('sign-in.code.use-app') : t('sign-in.code.use-backup')}
        </Button>
        <Button variant="ghost" onClick={() => props.onBack()}>
          {t('sign-in.code.back')}
        </Button>
      </div>
    </AuthCard>
  );
}
