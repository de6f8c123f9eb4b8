/** The fields of a queue. */
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import type { Queue, QueueBody, QueueMode } from '#protocol/queue';
import { Checkbox, RadioGroup } from '../../../kit/ui/choice.tsx';
import { Select, TextField } from '../../../kit/ui/field.tsx';
import { Skeletons } from '../../../kit/ui/states.tsx';
import { api, keys } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/queues.ts';
import { refusalWords } from '../../words/refusals.ts';
import type { Form } from '../form.ts';
import formStyles from '../parts/form.module.css';
import { problemWords } from '../parts/problem-words.ts';
import { ringTimes, waitTimes } from './queue-times.ts';
import styles from './queues.module.css';

const NAME_MAX_CHARS = 40;
/** An empty value is no queue's id. */
const NONE = '';

export function QueueForm(props: { site: string; form: Form<QueueBody>; others: readonly Queue[] }): JSX.Element {
  const { form } = props;
  const values = () => form.values;
  const overflowError = () => {
    const refused = form.refusalAt('overflow');
    return refused && refusalWords[refused.code];
  };
  return (
    <div class={formStyles.form}>
      <TextField
        label={t('queue.name')}
        placeholder={t('queue.name.placeholder')}
        autocomplete="off"
        dir="auto"
        maxLength={NAME_MAX_CHARS}
        value={values().name}
        onValue={(name) => form.set('name', name)}
        onBlur={() => form.leave('name')}
        error={problemWords(form.problem('name'))}
      />
      <RadioGroup<QueueMode>
        label={t('queue.mode')}
        value={values().mode}
        onValue={(mode) => form.set('mode', mode)}
        options={[
          { value: 'ring', label: t('queue.mode.ring'), description: t('queue.mode.ring.text') },
          { value: 'pick', label: t('queue.mode.pick'), description: t('queue.mode.pick.text') },
        ]}
      />
      <Who site={props.site} form={form} />
      <div class={formStyles.pair}>
        <Show when={values().mode === 'ring'}>
          <Select
            label={t('queue.ring-time')}
            description={t('queue.ring-time.text')}
            value={String(values().ringMs)}
            onValue={(ms) => form.set('ringMs', Number(ms))}
            options={ringTimes(values().ringMs)}
          />
        </Show>
        <TextField
          label={t('queue.most')}
          optional
          description={t('queue.most.text')}
          inputmode="numeric"
          autocomplete="off"
          value={values().capacity === null ? '' : String(values().capacity)}
          onValue={(text) => form.set('capacity', readCount(text))}
          onBlur={() => form.leave('capacity')}
          error={form.problem('capacity') && t('queue.most.wrong')}
        />
      </div>
      <div class={formStyles.pair}>
        <Select
          label={t('queue.wait')}
          description={t('queue.wait.text')}
          value={String(values().waitMs)}
          onValue={(ms) => form.set('waitMs', Number(ms))}
          options={waitTimes(values().waitMs)}
        />
        <Select
          label={t('queue.overflow')}
          value={values().overflow ?? NONE}
          onValue={(id) => form.set('overflow', id === NONE ? null : id)}
          options={[
            { value: NONE, label: t('queue.overflow.none') },
            ...props.others.map(({ id, name }) => ({ value: id, label: t('queue.overflow.to', name) })),
          ]}
          error={overflowError()}
        />
      </div>
      <FormError error={form.refusal()} />
    </div>
  );
}

function Who(props: { site: string; form: Form<QueueBody> }): JSX.Element {
  const { form } = props;
  const hint = createUniqueId();
  const agents = useQuery(() => ({
    queryKey: keys.agents(props.site),
    queryFn: () => api.agents.list(props.site),
  }));
  const chosen = () => form.values.members;

  function choose(id: string, on: boolean): void {
    form.set('members', on ? [...chosen(), id] : chosen().filter((one) => one !== id));
  }

  return (
    <div>
      <RadioGroup
        label={t('queue.who')}
        value={form.values.everyone ? 'everyone' : 'chosen'}
        onValue={(who) => form.set('everyone', who === 'everyone')}
        options={[
          { value: 'everyone', label: t('queue.who.everyone') },
          { value: 'chosen', label: t('queue.who.chosen') },
        ]}
      />
      <Show when={!form.values.everyone}>
        <Show when={!agents.isPending} fallback={<Skeletons lines={3} />}>
          <Show when={agents.data} fallback={<p class={styles.nobody}>{t('queue.who.failed')}</p>}>
            {(list) => (
              <fieldset class={styles.members} aria-label={t('queue.who')} aria-describedby={hint}>
                <For each={list()}>
                  {({ id, name }) => (
                    <Checkbox
                      label={name}
                      checked={chosen().includes(id)}
                      onValue={(on) => choose(id, on)}
                      data-testid="queue.member"
                    />
                  )}
                </For>
              </fieldset>
            )}
          </Show>
        </Show>
        <Show when={chosen().length === 0}>
          <p id={hint} class={styles.nobody}>
            {t('queue.who.nobody')}
          </p>
        </Show>
      </Show>
    </div>
  );
}

/** Nothing is any number; what is no number is refused by the schema. */
function readCount(text: string): number | null {
  const typed = text.trim();
  if (typed === '') return null;
  return /^\d+$/.test(typed) ? Number(typed) : 0;
}
