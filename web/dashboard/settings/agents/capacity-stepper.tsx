/** How many chats an agent takes at once, one more or one less; saved by every press, and taken back where that fails. */
import { useQueryClient } from '@tanstack/solid-query';
import Minus from 'lucide-solid/icons/minus';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, type JSX } from 'solid-js';
import { type AgentView, CAPACITY_MAX } from '#protocol/desk';
import { IconButton } from '../../../kit/ui/button.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys } from '../../api.ts';
import { t } from '../../words/agents.ts';
import { refusalWords } from '../../words/refusals.ts';
import styles from './agents.module.css';

export function CapacityStepper(props: { site: string; agent: AgentView }): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);

  async function change(by: 1 | -1): Promise<void> {
    if (busy()) return;
    const { site, agent } = props;
    const put = (next: AgentView) =>
      client.setQueryData<AgentView[]>(keys.agents(site), (list) =>
        list?.map((one) => (one.id === next.id ? next : one)),
      );
    const capacity = agent.capacity + by;
    put({ ...agent, capacity });
    setBusy(true);
    try {
      put(await api.agents.change(site, agent.id, { capacity }));
    } catch (thrown) {
      put(agent);
      toast({ tone: 'trouble', text: `${t('agents.capacity.failed')} ${refusalWords[asApiError(thrown).code]}` });
    } finally {
      setBusy(false);
    }
  }

  return (
    <fieldset class={styles.stepper} aria-label={t('agents.capacity.of', props.agent.name)}>
      <IconButton
        size="s"
        icon={Minus}
        label={t('agents.capacity.less')}
        disabled={props.agent.capacity <= 1}
        aria-disabled={busy() || undefined}
        onClick={() => void change(-1)}
        data-testid="capacity.less"
      />
      <output class={styles.capacity} aria-live="polite" data-testid="capacity">
        {props.agent.capacity}
      </output>
      <IconButton
        size="s"
        icon={Plus}
        label={t('agents.capacity.more')}
        disabled={props.agent.capacity >= CAPACITY_MAX}
        aria-disabled={busy() || undefined}
        onClick={() => void change(1)}
        data-testid="capacity.more"
      />
    </fieldset>
  );
}
