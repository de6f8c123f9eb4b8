/** The text of a template: a text area with a menu of placeholders, and a counter near the end of what fits. */
import Braces from 'lucide-solid/icons/braces';
import { type JSX, Show } from 'solid-js';
import { MESSAGE_COUNTER_FROM_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits';
import { PLACEHOLDERS } from '#protocol/placeholder';
import { countChars } from '#protocol/text';
import { Button } from '../../../kit/ui/button.tsx';
import { TextArea } from '../../../kit/ui/field.tsx';
import { Menu, MenuItem } from '../../../kit/ui/menu.tsx';
import { insertText } from '../../insert-text.ts';
import { t } from '../../words/templates.ts';
import styles from './body-editor.module.css';

export function BodyEditor(props: {
  value: string;
  onValue: (value: string) => void;
  onBlur: () => void;
  error: string | undefined;
}): JSX.Element {
  let area!: HTMLTextAreaElement;
  const chars = () => countChars(props.value);
  return (
    <div class={styles.editor}>
      <TextArea
        ref={(element: HTMLTextAreaElement) => {
          area = element;
        }}
        class={styles.field}
        label={t('template.body')}
        placeholder={t('template.body.placeholder')}
        description={t('template.body.hint')}
        rows={8}
        dir="auto"
        value={props.value}
        onValue={props.onValue}
        onBlur={props.onBlur}
        error={props.error}
        data-testid="template.body"
      />
      <div class={styles.tools}>
        <Show when={chars() >= MESSAGE_COUNTER_FROM_CHARS}>
          <span class={styles.counter} data-over={chars() > MESSAGE_MAX_CHARS ? '' : undefined} role="status">
            {t('template.counter', chars(), MESSAGE_MAX_CHARS)}
          </span>
        </Show>
        <Menu
          trigger={(trigger) => (
            <Button {...trigger} size="s" variant="ghost" icon={Braces} data-testid="placeholder.menu">
              {t('template.insert')}
            </Button>
          )}
        >
          {PLACEHOLDERS.map((name) => (
            <MenuItem onSelect={() => insertText(area, `{{${name}}}`, props.onValue)}>
              {t(`placeholder.${name}`)}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </div>
  );
}
