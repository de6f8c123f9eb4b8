/**
 * The first owner: only with the set-up code that the deployer holds, which comes in the link's fragment and is taken
 * out of the address bar at once. Afterwards signed in, and on to the first site.
 */
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { type JSX, Match, Switch } from 'solid-js';
import { setupSchema } from '#protocol/member';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { Skeletons } from '../../kit/ui/states.tsx';
import { api, asApiError, keys } from '../api.ts';
import { FormError } from '../form-error.tsx';
import { createForm } from '../settings/form.ts';
import { focusFirst } from '../settings/parts/focus.ts';
import { problemWords } from '../settings/parts/problem-words.ts';
import styles from '../sign-in/auth-card.module.css';
import { AuthCard } from '../sign-in/auth-card.tsx';
import { forgetFragment, takeFragment } from '../sign-in/fragment.ts';
import { PersonFields } from '../sign-in/person-fields.tsx';
import { useQuery } from '../use-query.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words/sign-in.ts';

export function SetupPage(): JSX.Element {
  const code = takeFragment('setup');
  const setup = useQuery(() => ({ queryKey: keys.setup, queryFn: api.setup.read, staleTime: 0 }));

  return (
    <Switch fallback={<SetupForm code={code} onClosed={() => void setup.refetch()} />}>
      <Match when={setup.isPending}>
        <AuthCard title={t('setup.title')} text={t('setup.checking')}>
          <Skeletons lines={3} />
        </AuthCard>
      </Match>
      <Match when={setup.isLoadingError}>
        <AuthCard title={t('auth.failed.title')} text={refusalWords[asApiError(setup.error).code]}>
          <Button size="l" wide busy={setup.isFetching} onClick={() => void setup.refetch()}>
            {t('auth.retry')}
          </Button>
        </AuthCard>
      </Match>
      <Match when={setup.isSuccess && !setup.data.open}>
        <AuthCard title={t('setup.closed.title')} text={t('setup.closed.text')}>
          <ButtonLink href="/sign-in" variant="primary" size="l" wide>
            {t('auth.to-sign-in')}
          </ButtonLink>
        </AuthCard>
      </Match>
    </Switch>
  );
}

function SetupForm(props: { code: string; onClosed: () => void }): JSX.Element {
  const navigate = useNavigate();
  const client = useQueryClient();
  const given = props.code !== '';
  const form = createForm({
    initial: () => ({ code: props.code, name: '', email: '', password: '' }),
    schema: setupSchema,
    refusalOf: given ? {} : { 'setup.code-wrong': 'code' },
    save: async (body) => {
      await api.setup.claim(body).catch((thrown) => {
        if (asApiError(thrown).code === 'setup.closed') props.onClosed();
        throw thrown;
      });
      forgetFragment('setup');
      await api.auth.signIn({ email: body.email, password: body.password });
      client.clear();
      navigate('/sites/new', { replace: true });
    },
  });

  return (
    <AuthCard title={t('setup.title')} text={t('setup.text')}>
      <form class={styles.form} onSubmit={form.submit} noValidate>
        {!given && (
          <TextField
            label={t('setup.code')}
            description={t('setup.code.text')}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            ref={focusFirst}
            value={form.values.code}
            onValue={(code) => form.set('code', code)}
            onBlur={() => form.leave('code')}
            error={form.refusalAt('code') ? refusalWords['setup.code-wrong'] : problemWords(form.problem('code'))}
          />
        )}
        <PersonFields
          form={form}
          email={form}
          nameLabel={t('setup.name')}
          passwordLabel={t('sign-in.password')}
          first={given}
        />
        <FormError error={form.refusal()} />
        <Button type="submit" variant="primary" size="l" wide busy={form.saving()}>
          {t('setup.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
