/** I1: when an agent is available of themselves. One's own, or an admin's say for anybody. */
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, createUniqueId, type JSX } from 'solid-js';
import { type AgentView, agentPatchSchema } from '#protocol/desk';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, keys } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { useMe } from '../../session.tsx';
import { t } from '../../words/agents.ts';
import { refusalWords } from '../../words/refusals.ts';
import { createForm } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { ScheduleEditor } from '../parts/schedule-editor.tsx';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';

/** Mounted anew for every agent. */
export function ScheduleDialog(props: { site: string; agent: AgentView; onClose: () => void }): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const formId = createUniqueId();
  const [leaving, setLeaving] = createSignal(false);
  const { site, agent } = props;
  const form = createForm({
    initial: () => ({ schedule: agent.schedule }),
    schema: agentPatchSchema.pick({ schedule: true }),
    refusalOf: { 'schedule.overlaps': 'schedule' },
    save: (patch) => api.agents.change(site, agent.id, patch),
    onSaved: (saved) => {
      client.setQueryData<AgentView[]>(keys.agents(site), (list) =>
        list?.map((one) => (one.id === saved.id ? saved : one)),
      );
      toast({ tone: 'good', text: t('agents.schedule.saved') });
      props.onClose();
    },
  });
  const refusal = () => {
    const refused = form.refusalAt('schedule');
    return refused && refusalWords[refused.code];
  };

  function close(): void {
    if (form.saving()) return;
    if (form.dirty()) setLeaving(true);
    else props.onClose();
  }

  return (
    <>
      <Dialog
        open
        onOpenChange={close}
        size="l"
        title={agent.id === me().id ? t('agents.schedule.mine') : t('agents.schedule.of', agent.name)}
        description={t('agents.schedule.text')}
        data-testid="schedule"
        footer={
          <>
            <Button onClick={close}>{uiWords().cancel}</Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              busy={form.saving()}
              disabled={!form.dirty()}
              data-testid="schedule.save"
            >
              {t('form.save')}
            </Button>
          </>
        }
      >
        <form id={formId} class={formStyles.form} onSubmit={form.submit} noValidate>
          <ScheduleEditor
            value={form.values.schedule}
            onChange={(schedule) => form.set('schedule', schedule)}
            error={refusal()}
          />
          <FormError error={form.refusal()} />
        </form>
      </Dialog>
      <ConfirmDialog
        open={leaving()}
        onOpenChange={setLeaving}
        title={t('form.leave.title')}
        description={t('form.leave.text')}
        confirmLabel={t('form.leave.confirm')}
        danger
        onConfirm={props.onClose}
      />
      <UnsavedGuard when={form.dirty()} />
    </>
  );
}
