/** What a person chooses by a press: checkbox, radio group. All are the browser's own inputs, dressed. */
import { createUniqueId, For, type JSX, Show, splitProps } from 'solid-js';
import styles from './choice.module.css';

interface CheckProps
  extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'type' | 'checked' | 'onChange' | 'id' | 'role'> {
  label: JSX.Element;
  description?: JSX.Element | undefined;
  checked: boolean;
  onValue: (checked: boolean) => void;
}

export function Checkbox(props: CheckProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'description', 'checked', 'onValue', 'class']);
  return (
    <label class={`${styles.option} ${own.class ?? ''}`}>
      <input
        {...rest}
        type="checkbox"
        class={styles.check}
        checked={own.checked}
        onChange={(event) => own.onValue(event.currentTarget.checked)}
      />
      <Texts label={own.label} description={own.description} />
    </label>
  );
}

export interface RadioGroupProps<T extends string> {
  label: string;
  hideLabel?: boolean | undefined;
  value: T;
  onValue: (value: T) => void;
  options: readonly { value: T; label: JSX.Element; description?: JSX.Element; disabled?: boolean }[];
  'data-testid'?: string | undefined;
}

export function RadioGroup<T extends string>(props: RadioGroupProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class={styles.group} data-testid={props['data-testid']}>
      <legend class={props.hideLabel ? styles.hidden : styles.legend}>{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label class={styles.option}>
            <input
              type="radio"
              class={styles.radio}
              name={name}
              value={option.value}
              checked={option.value === props.value}
              disabled={option.disabled}
              onChange={() => props.onValue(option.value)}
            />
            <Texts label={option.label} description={option.description} />
          </label>
        )}
      </For>
    </fieldset>
  );
}

function Texts(props: { label: JSX.Element; description: JSX.Element }): JSX.Element {
  return (
    <span class={styles.texts}>
      <span>{props.label}</span>
      <Show when={props.description}>
        <small class={styles.description}>{props.description}</small>
      </Show>
    </span>
  );
}
