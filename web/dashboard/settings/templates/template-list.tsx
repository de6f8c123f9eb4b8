/** Templates as lines: shortcut, title, whose it is, the first of its text, and when it was changed. */
import User from 'lucide-solid/icons/user';
import Users from 'lucide-solid/icons/users';
import { For, type JSX } from 'solid-js';
import type { Template, TemplateScope } from '#protocol/template';
import { Badge } from '../../../kit/ui/badge.tsx';
import { t } from '../../words/templates.ts';
import { When } from '../parts/when.tsx';
import styles from './templates.module.css';

export function TemplateList(props: {
  templates: readonly Template[];
  onOpen: (template: Template) => void;
}): JSX.Element {
  return (
    <ul class={styles.list} data-testid="templates">
      <For each={props.templates}>
        {(template) => (
          <li class={styles.item}>
            <button
              type="button"
              class={styles.open}
              onClick={() => props.onOpen(template)}
              data-testid="template.open"
              data-shortcut={template.shortcut}
            >
              <span class={styles.title} dir="auto">
                {template.title}
              </span>
              <span class={styles.marks}>
                <ScopeBadge scope={template.scope} />
                <span class={styles.when}>
                  <When at={template.updatedAt} />
                </span>
              </span>
              <span class={styles.text}>
                <code class={styles.shortcut} dir="ltr">
                  /{template.shortcut}
                </code>
                <bdi class={styles.body}>{template.body}</bdi>
              </span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}

function ScopeBadge(props: { scope: TemplateScope }): JSX.Element {
  return (
    <Badge
      tone={props.scope === 'site' ? 'closed' : 'agent'}
      icon={props.scope === 'site' ? Users : User}
      data-testid="template.scope"
    >
      {t(`templates.scope.${props.scope}`)}
    </Badge>
  );
}
