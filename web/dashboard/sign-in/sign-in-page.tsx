/**
 * Signing in: e-mail and password, then a code where the second step is on. Failures don't tell whether the address
 * exists. Afterwards on to `?next=`, which is only ever a path of this dashboard.
 */
import { useNavigate, useSearchParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import * as z from 'zod';
import { emailSchema } from '#protocol/member';
import { Button } from '../../kit/ui/button.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { api, keys } from '../api.ts';
import { FormError } from '../form-error.tsx';
import { createForm } from '../settings/form.ts';
import { focusFirst } from '../settings/parts/focus.ts';
import { useQuery } from '../use-query.ts';
import { t } from '../words/sign-in.ts';
import styles from './auth-card.module.css';
import { AuthCard } from './auth-card.tsx';
import { CodeStep } from './code-step.tsx';
import { nextPath } from './next.ts';
import { PasswordField } from './password-field.tsx';

const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });

export function SignInPage(): JSX.Element {
  const [step, setStep] = createSignal<'password' | 'code'>('password');
  const [search] = useSearchParams<{ next?: string; ended?: string }>();
  const navigate = useNavigate();
  const client = useQueryClient();
  const next = () => nextPath(search.next);

  // Whoever is signed in already (another tab, an old bookmark) goes straight on.
  const me = useQuery(() => ({ queryKey: keys.me, queryFn: api.me.read, retry: false, staleTime: 0 }));
  createEffect(() => me.isSuccess && navigate(next(), { replace: true }));

  function signedIn(): void {
    // What another member saw in this tab must not be shown to this one.
    client.clear();
    navigate(next(), { replace: true });
  }

  return (
    <Switch>
      <Match when={step() === 'password'}>
        <PasswordStep ended={search.ended !== undefined} onCode={() => setStep('code')} onSignedIn={signedIn} />
      </Match>
      <Match when={step() === 'code'}>
        <CodeStep onSignedIn={signedIn} onBack={() => setStep('password')} />
      </Match>
    </Switch>
  );
}

function PasswordStep(props: { ended: boolean; onCode: () => void; onSignedIn: () => void }): JSX.Element {
  const setup = useQuery(() => ({ queryKey: keys.setup, queryFn: api.setup.read, retry: false }));
  const form = createForm({
    initial: () => ({ email: '', password: '' }),
    schema: signInSchema,
    save: async (body) => {
      const answer = await api.auth.signIn(body);
      if (answer.twoFactorRedirect) props.onCode();
      else props.onSignedIn();
    },
  });

  return (
    <AuthCard title={t('sign-in.title')} foot={t('sign-in.forgotten')}>
      <form class={styles.form} onSubmit={form.submit} noValidate>
        <Show when={props.ended}>
          <p class={styles.note} role="status">
            {t('sign-in.ended')}
          </p>
        </Show>
        <Show when={setup.isSuccess && setup.data.open}>
          <p class={styles.note}>
            {t('sign-in.no-owner')}{' '}
            <a class={styles.link} href="/setup">
              {t('sign-in.no-owner.link')}
            </a>
          </p>
        </Show>
        <TextField
          label={t('sign-in.email')}
          type="email"
          name="email"
          autocomplete="username"
          inputmode="email"
          autocapitalize="none"
          spellcheck={false}
          ref={focusFirst}
          value={form.values.email}
          onValue={(email) => form.set('email', email)}
          onBlur={() => form.leave('email')}
          error={form.problem('email') && t('form.email')}
        />
        <PasswordField
          label={t('sign-in.password')}
          value={form.values.password}
          onValue={(password) => form.set('password', password)}
          error={form.problem('password') && t('form.required')}
        />
        <FormError error={form.refusal()} />
        <Button type="submit" variant="primary" size="l" wide busy={form.saving()}>
          {t('sign-in.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
