/** The foot of a form: what the server refused, the Save button, and whether it is saved. */
import CircleCheck from 'lucide-solid/icons/circle-check';
import { type JSX, Match, Show, Switch } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { FormError } from '../../form-error.tsx';
import { t } from '../../words/settings.ts';
import type { Form } from '../form.ts';
import styles from './save-bar.module.css';

export function SaveBar<V extends object>(props: {
  form: Form<V>;
  label?: string;
  'data-testid'?: string;
}): JSX.Element {
  return (
    <div class={styles.foot}>
      <FormError error={props.form.refusal()} />
      <div class={styles.bar}>
        <Button
          type="submit"
          variant="primary"
          busy={props.form.saving()}
          disabled={!props.form.dirty()}
          data-testid={props['data-testid']}
        >
          {props.label ?? t('form.save')}
        </Button>
        <Show when={props.form.dirty() && !props.form.saving()}>
          <Button variant="ghost" onClick={() => props.form.reset()}>
            {t('form.undo')}
          </Button>
        </Show>
        <span class={styles.state} role="status">
          <Switch>
            <Match when={props.form.saved()}>
              <CircleCheck size={16} strokeWidth={2} aria-hidden="true" class={styles.good!} />
              {t('form.saved')}
            </Match>
            <Match when={props.form.dirty() && !props.form.saving()}>{t('form.unsaved')}</Match>
          </Switch>
        </span>
      </div>
    </div>
  );
}
