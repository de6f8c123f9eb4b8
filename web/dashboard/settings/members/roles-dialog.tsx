/** Changing the roles of one member. Only roles on the viewer's own sites are sent; others stay as they are. */
import { useQueryClient } from '@tanstack/solid-query';
import { createUniqueId, type JSX } from 'solid-js';
import { type MemberView, memberPatchSchema } from '#protocol/member';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys, type SiteSummary } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { t } from '../../words/settings.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { type Roles, RolesEditor } from './roles-editor.tsx';

export function RolesDialog(props: {
  member: MemberView;
  sites: readonly SiteSummary[];
  onClose: () => void;
}): JSX.Element {
  const client = useQueryClient();
  const formId = createUniqueId();
  const mine = (roles: Roles): Roles =>
    Object.fromEntries(Object.entries(roles).filter(([site]) => props.sites.some((one) => one.id === site)));
  const form = createForm({
    initial: () => ({ roles: mine(props.member.roles) }),
    schema: memberPatchSchema,
    save: (patch) => api.members.change(props.member.id, patch),
    onSaved: (member) => {
      client.setQueryData<MemberView[]>(keys.members, (list) =>
        list?.map((one) => (one.id === member.id ? member : one)),
      );
      void client.invalidateQueries({ queryKey: keys.members });
      toast({ tone: 'good', text: t('members.roles.saved', member.name) });
      props.onClose();
    },
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => open || props.onClose()}
      title={t('members.roles.title', props.member.name)}
      description={t('members.roles.text')}
      data-testid="roles"
      footer={
        <>
          <Button onClick={() => props.onClose()}>{uiWords().cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={form.saving()}
            disabled={!form.dirty()}
            data-testid="roles.save"
          >
            {t('form.save')}
          </Button>
        </>
      }
    >
      <form id={formId} class={formStyles.form} onSubmit={form.submit} noValidate>
        <RolesEditor sites={props.sites} roles={form.values.roles} onRoles={(roles) => form.set('roles', roles)} />
        <FormError error={form.refusal()} />
      </form>
    </Dialog>
  );
}
