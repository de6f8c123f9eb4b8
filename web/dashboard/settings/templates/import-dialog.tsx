/** Choosing or dropping a CSV file, seeing what it would add, replace and leave out, and importing it. */
import { useQueryClient } from '@tanstack/solid-query';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CirclePlus from 'lucide-solid/icons/circle-plus';
import Equal from 'lucide-solid/icons/equal';
import FileUp from 'lucide-solid/icons/file-up';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Button } from '../../../kit/ui/button.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, asApiError, keys } from '../../api.ts';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/templates.ts';
import { textOf } from '../parts/file-text.ts';
import styles from './import-dialog.module.css';
import { type FileProblem, type PlannedRow, planImport } from './template-file.ts';

/** Mounted anew for every import. */
export function ImportDialog(props: { site: string; supervises: boolean; onClose: () => void }): JSX.Element {
  const client = useQueryClient();
  const [rows, setRows] = createSignal<PlannedRow[]>([]);
  const [error, setError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [over, setOver] = createSignal(false);
  let input!: HTMLInputElement;

  const toSend = () => rows().flatMap(({ plan }) => (plan.kind === 'add' || plan.kind === 'change' ? [plan.body] : []));
  const count = (...kinds: PlannedRow['plan']['kind'][]) =>
    rows().filter(({ plan }) => kinds.includes(plan.kind)).length;

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setRows([]);
    setError(undefined);
    try {
      const plan = await planOf(file);
      if (typeof plan === 'string') setError(t(`template-import.file.${plan satisfies FileProblem}`));
      else setRows(plan);
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
    }
  }

  async function planOf(file: File): Promise<PlannedRow[] | FileProblem> {
    if (!/\.(csv|txt)$/i.test(file.name)) return 'type';
    const text = await textOf(file);
    return text === null ? 'encoding' : planImport(text, await place());
  }

  /** What is there now, not when the page was opened. */
  async function place() {
    const { site, supervises } = props;
    const templates = await client.fetchQuery({
      queryKey: keys.templates(site),
      queryFn: () => api.templates.list(site),
      staleTime: 0,
    });
    return { templates, supervises };
  }

  async function send(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const { added, changed } = await api.templates.import(props.site, toSend());
      void client.invalidateQueries({ queryKey: keys.templates(props.site) });
      toast({ tone: 'good', text: t('template-import.done', added + changed) });
      props.onClose();
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={() => busy() || props.onClose()}
      title={t('template-import.title')}
      description={t('template-import.text')}
      data-testid="template-import"
      footer={
        <>
          <Button onClick={props.onClose} disabled={busy()}>
            {uiWords().cancel}
          </Button>
          <Show when={toSend().length > 0}>
            <Button variant="primary" busy={busy()} onClick={() => void send()} data-testid="template-import.send">
              {t('template-import.submit', toSend().length)}
            </Button>
          </Show>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button in it is the first */}
      <div
        class={styles.drop}
        data-over={over() ? '' : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void read(event.dataTransfer?.files[0]);
        }}
      >
        <FileUp size={20} strokeWidth={1.75} aria-hidden="true" />
        <span class={styles.dropText}>{t('template-import.drop')}</span>
        <Button size="s" onClick={() => input.click()}>
          {t('template-import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          data-testid="template-import.file"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            // The same file again, mended meanwhile, is a change too.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <Show when={error()}>
        <p class={styles.error} role="alert">
          {error()}
        </p>
      </Show>
      <Show when={rows().length > 0}>
        <p class={styles.summary} role="status">
          {t('template-import.summary', count('add'), count('change'), count('same', 'problem', 'placeholder'))}
        </p>
        <ul class={styles.list} aria-label={t('template-import.list')}>
          <For each={rows()}>{(row) => <Row row={row} />}</For>
        </ul>
      </Show>
    </Dialog>
  );
}

const LOOKS = {
  add: { icon: CirclePlus, tone: 'online' },
  change: { icon: RefreshCw, tone: 'agent' },
  same: { icon: Equal, tone: undefined },
  problem: { icon: CircleAlert, tone: 'trouble' },
  placeholder: { icon: CircleAlert, tone: 'trouble' },
} as const;

function Row(props: { row: PlannedRow }): JSX.Element {
  const look = LOOKS[props.row.plan.kind];
  return (
    <li class={styles.item} data-tone={look.tone}>
      <Dynamic component={look.icon} size={16} strokeWidth={1.75} aria-hidden="true" />
      <span class={styles.texts}>
        <span class={styles.title} dir="auto">
          {props.row.title || t('template-import.line', props.row.row)}{' '}
          <Show when={props.row.shortcut}>
            <code class={styles.shortcut}>/{props.row.shortcut}</code>
          </Show>
        </span>
        <span class={styles.state}>{planWords(props.row.plan)}</span>
      </span>
      <span class={styles.row}>{t('template-import.line', props.row.row)}</span>
    </li>
  );
}

function planWords(plan: PlannedRow['plan']): string {
  switch (plan.kind) {
    case 'problem':
      return t(`template-import.problem.${plan.problem}`);
    case 'placeholder':
      return t('template-import.problem.placeholder', plan.name);
    case 'add':
    case 'change':
    case 'same':
      return t(`template-import.${plan.kind}`);
  }
}
