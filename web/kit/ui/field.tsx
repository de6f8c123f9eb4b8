/**
 * What a person types into: a labelled input or text area with its explanation and its error.
 * The label is always there for a screen reader; `hideLabel` only hides it from sight.
 */
import { createUniqueId, type JSX, Show, splitProps } from 'solid-js';
import styles from './field.module.css';
import { uiWords } from './words.ts';

export interface FieldTexts {
  label: string;
  hideLabel?: boolean | undefined;
  /** A sentence under the input. */
  description?: JSX.Element | undefined;
  /** What is wrong and what to do; takes the description's place. */
  error?: string | undefined;
  /** Says “optional” beside the label. */
  optional?: boolean | undefined;
}

const TEXTS = ['label', 'hideLabel', 'description', 'error', 'optional'] as const;

export interface TextFieldProps
  extends FieldTexts,
    Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'value' | 'onInput' | 'id'> {
  value: string;
  onValue: (value: string) => void;
  /** A tool inside the box, at its end: an IconButton of size `s`. */
  end?: JSX.Element | undefined;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const id = createUniqueId();
  const [texts, own, rest] = splitProps(props, TEXTS, ['value', 'onValue', 'end', 'class', 'type']);
  return (
    <Field {...texts} id={id} class={own.class}>
      <div class={styles.box}>
        <input
          {...rest}
          id={id}
          type={own.type ?? 'text'}
          class={styles.input}
          value={own.value}
          onInput={(event) => own.onValue(event.currentTarget.value)}
          {...described(id, texts)}
        />
        {own.end}
      </div>
    </Field>
  );
}

export interface TextAreaProps
  extends FieldTexts,
    Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onInput' | 'id'> {
  value: string;
  onValue: (value: string) => void;
}

export function TextArea(props: TextAreaProps): JSX.Element {
  const id = createUniqueId();
  const [texts, own, rest] = splitProps(props, TEXTS, ['value', 'onValue', 'class', 'rows']);
  return (
    <Field {...texts} id={id} class={own.class}>
      <textarea
        {...rest}
        id={id}
        rows={own.rows ?? 4}
        class={`${styles.box} ${styles.area}`}
        value={own.value}
        onInput={(event) => own.onValue(event.currentTarget.value)}
        {...described(id, texts)}
      />
    </Field>
  );
}

export interface SelectProps<T extends string>
  extends FieldTexts,
    Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'id'> {
  value: T;
  onValue: (value: T) => void;
  options: readonly { value: T; label: string; disabled?: boolean }[];
}

/** The browser's own select: on a phone nothing is better. */
export function Select<T extends string>(props: SelectProps<T>): JSX.Element {
  const id = createUniqueId();
  const [texts, own, rest] = splitProps(props as unknown as SelectProps<string>, TEXTS, [
    'value',
    'onValue',
    'options',
    'class',
  ]);
  return (
    <Field {...texts} id={id} class={own.class}>
      <select
        {...rest}
        id={id}
        class={`${styles.box} ${styles.select}`}
        onChange={(event) => own.onValue(event.currentTarget.value)}
        {...described(id, texts)}
      >
        {own.options.map((option) => (
          <option value={option.value} selected={option.value === own.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The frame of a field, for an input of another kind: it gives the label, the description and the error. */
export function Field(
  props: FieldTexts & { id: string; children: JSX.Element; class?: string | undefined },
): JSX.Element {
  return (
    <div class={`${styles.field} ${props.class ?? ''}`}>
      <label for={props.id} class={props.hideLabel ? styles.hidden : styles.label}>
        {props.label}
        <Show when={props.optional}>
          <span class={styles.optional}>{uiWords().optional}</span>
        </Show>
      </label>
      {props.children}
      <Show when={props.error} fallback={<Description id={props.id} text={props.description} />}>
        {(error) => (
          <p id={`${props.id}-error`} class={styles.error} role="alert">
            {error()}
          </p>
        )}
      </Show>
    </div>
  );
}

function Description(props: { id: string; text: JSX.Element }): JSX.Element {
  return (
    <Show when={props.text}>
      <p id={`${props.id}-description`} class={styles.description}>
        {props.text}
      </p>
    </Show>
  );
}

function described(id: string, texts: FieldTexts) {
  return {
    get 'aria-invalid'() {
      return texts.error ? true : undefined;
    },
    get 'aria-describedby'() {
      if (texts.error) return `${id}-error`;
      return texts.description ? `${id}-description` : undefined;
    },
  };
}
