/** Who becomes a member writes these: a name, an address where the invitation doesn't give it, and a new password. */
import { type JSX, Show } from 'solid-js';
import { TextField } from '../../kit/ui/field.tsx';
import type { Form } from '../settings/form.ts';
import { focusFirst } from '../settings/parts/focus.ts';
import { problemWords } from '../settings/parts/problem-words.ts';
import { t } from '../words/sign-in.ts';
import { PasswordField } from './password-field.tsx';

interface Person {
  name: string;
  password: string;
}

type Part<V extends object> = Pick<Form<V>, 'values' | 'set' | 'leave' | 'problem'>;

export interface PersonFieldsProps {
  form: Part<Person>;
  nameLabel: string;
  passwordLabel: string;
  /** The form that also asks for the address, or the address that is known. */
  email: Part<Person & { email: string }> | string;
  /** The cursor begins here. */
  first: boolean;
}

export function PersonFields(props: PersonFieldsProps): JSX.Element {
  const asked = () => (typeof props.email === 'string' ? undefined : props.email);
  const known = () => (typeof props.email === 'string' ? props.email : props.email.values.email);
  return (
    <>
      {/* For the password manager: it keeps the password under this address. */}
      <Show when={asked() === undefined}>
        <input type="email" name="email" autocomplete="username" value={known()} hidden readOnly />
      </Show>
      <TextField
        label={props.nameLabel}
        name="name"
        autocomplete="name"
        ref={(input: HTMLInputElement) => props.first && focusFirst(input)}
        value={props.form.values.name}
        onValue={(name) => props.form.set('name', name)}
        onBlur={() => props.form.leave('name')}
        error={problemWords(props.form.problem('name'))}
      />
      <Show when={asked()} keyed>
        {(form) => (
          <TextField
            label={t('sign-in.email')}
            type="email"
            name="email"
            autocomplete="username"
            inputmode="email"
            autocapitalize="none"
            spellcheck={false}
            value={form.values.email}
            onValue={(email) => form.set('email', email)}
            onBlur={() => form.leave('email')}
            error={form.problem('email') && t('form.email')}
          />
        )}
      </Show>
      <PasswordField
        label={props.passwordLabel}
        fresh={{ known: [props.form.values.name, known()] }}
        value={props.form.values.password}
        onValue={(password) => props.form.set('password', password)}
        onBlur={() => props.form.leave('password')}
        error={problemWords(props.form.problem('password'))}
      />
    </>
  );
}
