/** M8: the name visitors see, changed where it is shown. */
import IdCard from 'lucide-solid/icons/id-card';
import Pencil from 'lucide-solid/icons/pencil';
import { createEffect, createSignal, type JSX, on } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Popover } from '../../kit/ui/popover.tsx';
import { toast } from '../../kit/ui/toast.tsx';
import { asApiError } from '../api.ts';
import { useChangeMe, useMe } from '../session.tsx';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './agent-name.module.css';

/** As in the protocol's `mePatchSchema`, which would bring its whole validator along. */
const NAME_MAX_CHARS = 40;

export function AgentName(): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();
  const [open, setOpen] = createSignal(false);
  const [name, setName] = createSignal(me().agentName);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  createEffect(
    on(open, () => {
      setName(me().agentName);
      setError(undefined);
    }),
  );

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const agentName = name().trim();
    if (agentName === '') return void setError(t('agent-name.empty'));
    if (agentName === me().agentName) return void setOpen(false);
    setBusy(true);
    try {
      const after = await changeMe({ agentName });
      setOpen(false);
      toast({ text: t('agent-name.saved', after.agentName), tone: 'good' });
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Popover
      title={t('agent-name.title')}
      open={open()}
      onOpenChange={setOpen}
      trigger={(trigger) => (
        <Button
          {...trigger}
          variant="ghost"
          class={styles.open}
          title={t('agent-name.title')}
          data-testid="agent-name.open"
        >
          <IdCard strokeWidth={ICON_STROKE} aria-hidden="true" />
          <span class={styles.label}>{t('agent-name.label')}</span>
          <span class={styles.name}>{me().agentName}</span>
          <span class={styles.hidden}>{t('agent-name.change')}</span>
          <Pencil class={styles.pencil ?? ''} strokeWidth={ICON_STROKE} aria-hidden="true" />
        </Button>
      )}
    >
      <form class={styles.form} onSubmit={(event) => void save(event)}>
        <TextField
          label={t('agent-name.label')}
          hideLabel
          value={name()}
          onValue={(value) => {
            setName(value);
            setError(undefined);
          }}
          maxLength={NAME_MAX_CHARS}
          autocomplete="nickname"
          description={t('agent-name.text')}
          error={error()}
          data-testid="agent-name.input"
        />
        <Button type="submit" variant="primary" busy={busy()} data-testid="agent-name.save">
          {t('agent-name.save')}
        </Button>
      </form>
    </Popover>
  );
}
