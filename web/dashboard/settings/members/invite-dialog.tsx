/** Inviting somebody: an address and roles, then the link, which is shown this once. The owner of the address gets it by hand. */
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, createUniqueId, type JSX, Match, Show, Switch } from 'solid-js';
import { type InvitationView, invitationCreateSchema } from '#protocol/member';
import { Button } from '../../../kit/ui/button.tsx';
import { CopyField } from '../../../kit/ui/copy-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { TextField } from '../../../kit/ui/field.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys, type SiteSummary } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import { focusFirst } from '../parts/focus.ts';
import formStyles from '../parts/form.module.css';
import { exactly } from '../parts/when.tsx';
import styles from './invite-dialog.module.css';
import { type Roles, RolesEditor } from './roles-editor.tsx';

type Created = InvitationView & { link: string };

export function InviteDialog(props: {
  sites: readonly SiteSummary[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}): JSX.Element {
  return (
    // Made anew at every opening, so nothing of the last invitation is left in it.
    <Show when={props.open}>
      <Inviting sites={props.sites} onClose={() => props.onOpenChange(false)} />
    </Show>
  );
}

function Inviting(props: { sites: readonly SiteSummary[]; onClose: () => void }): JSX.Element {
  const client = useQueryClient();
  const formId = createUniqueId();
  const [created, setCreated] = createSignal<Created>();
  const only = props.sites.length === 1 ? props.sites[0] : undefined;
  const form = createForm({
    initial: () => ({ email: '', roles: (only ? { [only.id]: 'agent' } : {}) as Roles }),
    schema: invitationCreateSchema,
    check: ({ roles }) => (Object.keys(roles).length === 0 ? { roles: { kind: 'required' } } : {}),
    refusalOf: { 'email.taken': 'email' },
    save: api.invitations.create,
    onSaved: (invitation) => {
      setCreated(invitation);
      void client.invalidateQueries({ queryKey: keys.invitations });
    },
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => open || props.onClose()}
      title={created() ? t('invite.link.title') : t('invite.title')}
      data-testid="invite"
      footer={
        <Show
          when={created()}
          fallback={
            <>
              <Button onClick={() => props.onClose()}>{uiWords().cancel}</Button>
              <Button type="submit" form={formId} variant="primary" busy={form.saving()} data-testid="invite.send">
                {t('invite.submit')}
              </Button>
            </>
          }
        >
          <Button
            onClick={() => {
              form.start({ ...form.values, email: '' });
              setCreated(undefined);
            }}
          >
            {t('invite.link.another')}
          </Button>
          <Button variant="primary" onClick={() => props.onClose()}>
            {t('invite.link.done')}
          </Button>
        </Show>
      }
    >
      <Switch>
        <Match when={created()}>
          {(invitation) => (
            <>
              <p class={styles.text}>{t('invite.link.text', invitation().email, exactly(invitation().expiresAt))}</p>
              <CopyField label={t('invite.link.label')} text={invitation().link} data-testid="invite.link" />
            </>
          )}
        </Match>
        <Match when={true}>
          <form id={formId} class={formStyles.form} onSubmit={form.submit} noValidate>
            <TextField
              label={t('invite.email')}
              type="email"
              inputmode="email"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              ref={focusFirst}
              value={form.values.email}
              onValue={(email) => form.set('email', email)}
              onBlur={() => form.leave('email')}
              error={form.refusalAt('email') ? refusalWords['email.taken'] : form.problem('email') && t('form.email')}
            />
            <fieldset class={styles.roles}>
              <legend class={styles.legend}>{t('invite.roles')}</legend>
              <RolesEditor
                sites={props.sites}
                roles={form.values.roles}
                onRoles={(roles) => form.set('roles', roles)}
              />
              <Show when={form.problem('roles')}>
                <p class={styles.error} role="alert">
                  {t('invite.roles.missing')}
                </p>
              </Show>
            </fieldset>
            <FormError error={form.refusal()} />
          </form>
        </Match>
      </Switch>
    </Dialog>
  );
}
