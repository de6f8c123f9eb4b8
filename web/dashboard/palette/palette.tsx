/**
 * The command palette: one field that finds pages, conversations, sites, a status and what can be done with the open conversation. The focus
 * stays in the field; arrows choose, Enter does it, and typing chooses the first that fits. What is chosen is done after the palette has
 * closed and given the focus back.
 */
import { useNavigate } from '@solidjs/router';
import Search from 'lucide-solid/icons/search';
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { finder, fold } from '#protocol/fold';
import { WINDOW_MAX } from '#protocol/limits';
import { Dialog } from '../../kit/ui/dialog.tsx';
import { TextField } from '../../kit/ui/field.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { useOwnCard } from '../availability/own-status.ts';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../desk-store.ts';
import { createFound, type FoundPages } from '../inbox/found.ts';
import { useMe } from '../session.tsx';
import { t } from '../words/palette.ts';
import { conversationCommands, pageCommands, siteCommands, statusCommands } from './commands.ts';
import { type Command, commandsHere } from './here.ts';
import styles from './palette.module.css';

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  site: string | undefined;
}

/** More conversations than this are searched further, not scrolled through. */
const CONVERSATIONS_MAX = 30;

interface Group {
  label: string;
  commands: readonly Command[];
}

export function Palette(props: PaletteProps): JSX.Element {
  const me = useMe();
  const desk = useDesk();
  const navigate = useNavigate();
  const card = useOwnCard(desk);
  const [query, setQuery] = createSignal('');
  const talks = createTalks(desk(), query, go);
  const fits = createMemo(() => finder(query()));
  const groups = createMemo((): Group[] => {
    const { near = [], found = [] } = talks?.commands() ?? {};
    const own = card();
    return [
      { label: t('palette.group.here'), commands: fitting(commandsHere()) },
      { label: t('palette.group.go'), commands: fitting(pageCommands(me(), props.site, go)) },
      { label: t('palette.group.status'), commands: own ? fitting(statusCommands(desk()!, own)) : [] },
      { label: t('palette.group.sites'), commands: fitting(siteCommands(me(), props.site, go)) },
      {
        label: t('palette.group.conversations'),
        // What the site has found holds the words further back.
        commands: query().trim() === '' ? [] : [...fitting(near), ...found].slice(0, CONVERSATIONS_MAX),
      },
    ].filter(({ commands }) => commands.length > 0);
  });

  /** What begins with the words as they were typed comes first. */
  function fitting(commands: readonly Command[]): Command[] {
    const begins = ({ label }: Command) => Number(fold(label).startsWith(fold(query().trim())));
    return commands
      .filter(({ label, note = '', also = '' }) => fits()(label, note, also))
      .sort((a, b) => begins(b) - begins(a));
  }

  function go(path: string): void {
    navigate(path);
    // What had the focus may go with its page.
    document.getElementById('main')?.focus({ preventScroll: true });
  }

  function run(command: Command): void {
    props.onOpenChange(false);
    command.run();
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('palette.title')} data-testid="palette">
      <CommandList
        query={query()}
        onQuery={setQuery}
        groups={groups()}
        onRun={run}
        note={
          talks?.looking()
            ? t('palette.looking')
            : talks?.failed()
              ? t('palette.failed')
              : query().trim() !== '' && groups().length === 0
                ? t('palette.nothing', query().trim())
                : ''
        }
      />
    </Dialog>
  );
}

/** Conversations of this site: those that somebody is in now, and once something is typed those that hold it. */
function createTalks(desk: Desk | null, query: () => string, go: (path: string) => void) {
  if (desk === null) return null;
  desk.watch('palette', { window: { list: 'people', from: 0, to: WINDOW_MAX } });
  onCleanup(() => desk.watch('palette', null));
  const found: FoundPages = createFound(desk.site, () => ({ words: query(), mine: false }));
  return {
    commands: createMemo(() => {
      const items = query().trim() === '' ? [] : (found.items() ?? []);
      return conversationCommands(desk, desk.state.visits.values(), items, go);
    }),
    looking: found.loading,
    failed: () => query().trim() !== '' && found.failed() !== null,
  };
}

function CommandList(props: {
  query: string;
  onQuery: (query: string) => void;
  groups: readonly Group[];
  onRun: (command: Command) => void;
  /** Said under the list. */
  note: string;
}): JSX.Element {
  const id = createUniqueId();
  const [chosen, setChosen] = createSignal<string>();
  let list!: HTMLDivElement;
  const all = createMemo(() => props.groups.flatMap(({ commands }) => commands));
  const active = createMemo(() => {
    const known = all().find((command) => command.id === chosen());
    // Without a word nothing is chosen: Enter alone does nothing.
    return known ?? (props.query.trim() === '' ? undefined : all()[0]);
  });
  const activeId = () => {
    const command = active();
    return command && `${id}-${command.id}`;
  };
  createEffect(() => {
    if (active()) list.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  });

  function press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      const command = active();
      if (command && !event.repeat) props.onRun(command);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const count = all().length;
    const at = all().findIndex((command) => command.id === active()?.id);
    const next = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
    setChosen(all()[next]?.id);
  }

  return (
    <div class={styles.palette}>
      <TextField
        label={t('palette.search')}
        hideLabel
        placeholder={t('palette.search')}
        value={props.query}
        onValue={(text) => {
          setChosen();
          props.onQuery(text);
        }}
        onKeyDown={press}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        role="combobox"
        aria-expanded={true}
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={activeId()}
        data-testid="palette.search"
        end={<Search class={styles.lens!} size={16} aria-hidden="true" />}
      />
      <div ref={list} id={id} class={styles.list} role="listbox" aria-label={t('palette.list')}>
        <For each={props.groups}>
          {(group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a listbox
            <div role="group" aria-label={group.label}>
              <p class={styles.heading} aria-hidden="true">
                {group.label}
              </p>
              <For each={group.commands}>
                {(command) => (
                  <Option
                    id={`${id}-${command.id}`}
                    command={command}
                    active={command.id === active()?.id}
                    onRun={() => props.onRun(command)}
                  />
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <p class={styles.note} role="status">
        {props.note}
      </p>
    </div>
  );
}

function Option(props: { id: string; command: Command; active: boolean; onRun: () => void }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search has the focus and hands the keys over
    // biome-ignore lint/a11y/useFocusableInteractive: the chosen one is told by aria-activedescendant
    <div
      id={props.id}
      class={styles.option}
      role="option"
      aria-selected={props.active}
      data-testid="palette.option"
      data-id={props.command.id}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onRun()}
    >
      <Dynamic component={props.command.icon} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
      <span class={styles.texts}>
        <span class={styles.label} dir="auto">
          {props.command.label}
        </span>
        <Show when={props.command.note}>
          <small class={styles.second} dir="auto">
            {props.command.note}
          </small>
        </Show>
      </span>
    </div>
  );
}
