/** A password: shown on request, and where it is a new one, with a hint how hard it is to guess. */
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { createSignal, For, type JSX } from 'solid-js';
import { IconButton } from '../../kit/ui/button.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { focusFirst } from '../settings/parts/focus.ts';
import { t } from '../words/sign-in.ts';
import styles from './password-field.module.css';
import { PASSWORD_MIN_CHARS, passwordStrength, type Strength } from './password-strength.ts';

export interface PasswordFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  onBlur?: () => void;
  error?: string | undefined;
  /** A new password; `known` is what a guesser knows of the person. */
  fresh?: { known: readonly string[] };
  /** The cursor begins here. */
  first?: boolean;
}

export function PasswordField(props: PasswordFieldProps): JSX.Element {
  const [shown, setShown] = createSignal(false);
  return (
    <TextField
      label={props.label}
      type={shown() ? 'text' : 'password'}
      name={props.fresh ? 'new-password' : 'password'}
      autocomplete={props.fresh ? 'new-password' : 'current-password'}
      autocapitalize="none"
      autocorrect="off"
      spellcheck={false}
      maxLength={200}
      ref={(input: HTMLInputElement) => props.first && focusFirst(input)}
      value={props.value}
      onValue={props.onValue}
      onBlur={() => props.onBlur?.()}
      error={props.error}
      description={props.fresh && <Hint strength={passwordStrength(props.value, props.fresh.known)} />}
      end={
        <IconButton
          size="s"
          icon={shown() ? EyeOff : Eye}
          label={shown() ? t('sign-in.password.hide') : t('sign-in.password.show')}
          aria-pressed={shown()}
          onClick={() => setShown((was) => !was)}
        />
      }
    />
  );
}

function Hint(props: { strength: Strength }): JSX.Element {
  const words = () =>
    props.strength === 'short' ? t('password.short', PASSWORD_MIN_CHARS) : t(`password.${props.strength}`);
  return (
    <span class={styles.hint}>
      <span class={`${styles.bars} ${styles[props.strength] ?? ''}`} aria-hidden="true">
        <For each={[1, 2, 3]}>{() => <i />}</For>
      </span>
      <span aria-live="polite">{words()}</span>
    </span>
  );
}
