/**
 * Accepting an invitation: the token comes in the link's fragment, is taken out of the address bar at once, and works
 * once. Shows who was invited and to which sites; then name, password, and signed in. Whoever is signed in already is asked first.
 */
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { invitationAcceptSchema } from '#protocol/member';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { Skeletons } from '../../kit/ui/states.tsx';
import { type ApiError, api, asApiError, keys } from '../api.ts';
import { FormError } from '../form-error.tsx';
import { listed } from '../plural.ts';
import { createForm } from '../settings/form.ts';
import styles from '../sign-in/auth-card.module.css';
import { AuthCard } from '../sign-in/auth-card.tsx';
import { forgetFragment, takeFragment } from '../sign-in/fragment.ts';
import { PersonFields } from '../sign-in/person-fields.tsx';
import { useQuery } from '../use-query.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words/sign-in.ts';

export function InvitationPage(): JSX.Element {
  const token = takeFragment('invitation');
  const look = useQuery(() => ({
    queryKey: keys.invitationLook(token),
    queryFn: () => api.invitations.look(token),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const me = useQuery(() => ({
    queryKey: keys.me,
    queryFn: api.me.read,
    enabled: token !== '',
    retry: false,
    staleTime: 0,
  }));
  const gone = () => look.isError && !CAN_COME_BACK.has(asApiError(look.error).code);

  return (
    <Switch>
      <Match when={token === ''}>
        <Ended title={t('invitation.none.title')} text={t('invitation.none.text')} />
      </Match>
      <Match when={look.isPending || me.isPending}>
        <AuthCard title={t('invitation.title')} text={t('invitation.checking')}>
          <Skeletons lines={3} />
        </AuthCard>
      </Match>
      <Match when={gone()}>
        <Ended title={t('invitation.gone.title')} text={t('invitation.gone.text')} />
      </Match>
      <Match when={look.isError}>
        <AuthCard title={t('auth.failed.title')} text={refusalWords[asApiError(look.error).code]}>
          <Button size="l" wide busy={look.isFetching} onClick={() => void look.refetch()}>
            {t('auth.retry')}
          </Button>
        </AuthCard>
      </Match>
      <Match when={me.isSuccess && look.isSuccess && { member: me.data, email: look.data.email }}>
        {(both) => <SignedInAlready name={both().member.name} email={both().email} onSignedOut={() => me.refetch()} />}
      </Match>
      <Match when={look.isSuccess && look.data}>
        {(found) => <AcceptForm token={token} email={found().email} sites={found().workspaceSites} />}
      </Match>
    </Switch>
  );
}

/** Not about the invitation itself: trying again may help. */
const CAN_COME_BACK = new Set<string>(['network.failed', 'internal', 'overloaded', 'rate.limited', 'origin.refused']);

function Ended(props: { title: string; text: string }): JSX.Element {
  return (
    <AuthCard title={props.title} text={props.text}>
      <ButtonLink href="/sign-in" variant="primary" size="l" wide>
        {t('auth.to-sign-in')}
      </ButtonLink>
    </AuthCard>
  );
}

/** Joining would sign the member out who uses this browser, so that member decides. */
function SignedInAlready(props: { name: string; email: string; onSignedOut: () => Promise<unknown> }): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError>();

  async function signOut(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await api.auth.signOut();
      await props.onSignedOut();
    } catch (failure) {
      setError(asApiError(failure));
    }
    setBusy(false);
  }

  return (
    <AuthCard title={t('invitation.other.title', props.name)} text={t('invitation.other.text', props.email)}>
      <div class={styles.form}>
        <FormError error={error()} />
        <Button variant="primary" size="l" wide busy={busy()} onClick={() => void signOut()}>
          {t('invitation.other.sign-out')}
        </Button>
        <ButtonLink href="/" size="l" wide>
          {t('invitation.other.stay', props.name)}
        </ButtonLink>
      </div>
    </AuthCard>
  );
}

function AcceptForm(props: { token: string; email: string; sites: string[] }): JSX.Element {
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = createForm({
    initial: () => ({ token: props.token, name: '', password: '' }),
    schema: invitationAcceptSchema,
    save: async (body) => {
      await api.invitations.accept(body);
      forgetFragment('invitation');
      await api.auth.signIn({ email: props.email, password: body.password });
      client.clear();
      navigate('/', { replace: true });
    },
  });

  return (
    <AuthCard
      title={t('invitation.title')}
      text={
        <>
          <p>{t('invitation.text', props.email)}</p>
          <Show when={props.sites.length > 0}>
            <p>{t('invitation.sites', listed(props.sites))}</p>
          </Show>
        </>
      }
    >
      <form class={styles.form} onSubmit={form.submit} noValidate>
        <PersonFields
          form={form}
          email={props.email}
          nameLabel={t('invitation.name')}
          passwordLabel={t('invitation.password')}
          first
        />
        <FormError error={form.refusal()} />
        <Button type="submit" variant="primary" size="l" wide busy={form.saving()}>
          {t('invitation.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
