/** The form behind the agent name in the header. */
import { createSignal, type JSX } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { toast } from '../../kit/ui/toast.tsx';
import { asApiError } from '../api.ts';
import { useChangeMe, useMe } from '../session.tsx';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './agent-name-form.module.css';

/** As in the protocol's `mePatchSchema`, which would bring its whole validator along. */
const NAME_MAX_CHARS = 40;

export function AgentNameForm(props: { onDone: () => void }): JSX.Element {
  const me = useMe();
  const changeMe = useChangeMe();
  const [name, setName] = createSignal(me().agentName);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const agentName = name().trim();
    if (agentName === '') return void setError(t('agent-name.empty'));
    if (agentName === me().agentName) return props.onDone();
    setBusy(true);
    try {
      const after = await changeMe({ agentName });
      props.onDone();
      toast({ text: t('agent-name.saved', after.agentName), tone: 'good' });
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
    } finally {
      setBusy(false);
    }
  }

  return (
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
  );
}
