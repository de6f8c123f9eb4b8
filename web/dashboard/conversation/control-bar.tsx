/** The strip above the thread on the Monitor: who has the conversation, since when, and what whoever has it can do with it. */
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical';
import Eye from 'lucide-solid/icons/eye';
import Headset from 'lucide-solid/icons/headset';
import { type JSX, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Menu } from '../../kit/ui/menu.tsx';
import { t } from '../words.ts';
import { type Action, ActionButtons, ActionItems, type Actions } from './actions.tsx';
import { ControlBadge, type ControlFacts, isInterrupted, partOf, Since } from './control-badge.tsx';
import styles from './control-bar.module.css';

/** The strip has room for two buttons; the others are in its menu. */
const IN_SIGHT: readonly Action[] = ['leave', 'end'];
const IN_MENU: readonly Action[] = ['transfer', 'conference'];

export function ControlBar(props: { actions: Actions; facts: ControlFacts; me: string; now: number }): JSX.Element {
  const control = () => props.facts.control;
  const part = () => partOf(props.facts, props.me);
  const writes = () => part() !== 'onlooker';
  const inMenu = () => props.actions.offered().some((action) => IN_MENU.includes(action));
  return (
    <div class={styles.strip} data-tone={writes() ? 'agent' : undefined} data-testid="conversation.strip">
      <Dynamic
        component={writes() ? Headset : Eye}
        size={14}
        strokeWidth={ICON_STROKE}
        aria-hidden="true"
        class={styles.icon ?? ''}
      />
      <p class={styles.said} role="status">
        <Switch fallback={t('view.silent')}>
          <Match when={part() === 'holder'}>{t('view.yours')}</Match>
          <Match when={control() === 'agent'}>{t('view.held', props.facts.holder?.name ?? '')}</Match>
          <Match when={control() === 'closed'}>{t('view.ended')}</Match>
        </Switch>
      </p>
      <Show when={writes()} fallback={<ControlBadge facts={props.facts} me={props.me} now={props.now} bare />}>
        <span class={styles.since}>
          <Since from={props.facts.controlAt} now={props.now} />
        </span>
        <div class={styles.actions}>
          <Show when={!isInterrupted(props.facts)}>
            <ActionButtons actions={props.actions} only={IN_SIGHT} size="s" />
          </Show>
          <Show when={inMenu()}>
            <Menu
              data-testid="conversation.menu"
              trigger={(trigger) => (
                <IconButton
                  {...trigger}
                  size="s"
                  icon={EllipsisVertical}
                  label={t('action.more')}
                  data-testid="conversation.more"
                />
              )}
            >
              <ActionItems actions={props.actions} only={IN_MENU} />
            </Menu>
          </Show>
        </div>
      </Show>
    </div>
  );
}
