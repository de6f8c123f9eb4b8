/** One queue: made, changed, deleted. Deleting says where those go who wait in it. */
import { useQueryClient } from '@tanstack/solid-query';
import Trash from 'lucide-solid/icons/trash';
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { DEFAULT_QUEUE, type Queue, type QueueBody, queueBodySchema } from '#protocol/queue';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import { api, asApiError, keys } from '../../api.ts';
import { t } from '../../words/queues.ts';
import { refusalWords } from '../../words/refusals.ts';
import { createForm } from '../form.ts';
import { UnsavedGuard } from '../parts/unsaved-guard.tsx';
import { QueueForm } from './queue-form.tsx';
import styles from './queues.module.css';

/** Mounted anew for every queue. */
export function QueueDialog(props: {
  site: string;
  /** What is stored; none for a new one. */
  queue: Queue | undefined;
  /** All of the site, in order. */
  queues: readonly Queue[];
  onClose: () => void;
}): JSX.Element {
  const client = useQueryClient();
  const formId = createUniqueId();
  const [leaving, setLeaving] = createSignal(false);
  const [deleting, setDeleting] = createSignal(false);
  const [deleteError, setDeleteError] = createSignal<string>();
  const { queue, site } = props;

  const form = createForm({
    initial: () => (queue ? bodyOf(queue) : { ...DEFAULT_QUEUE, name: '' }),
    schema: queueBodySchema,
    refusalOf: { 'queue.loop': 'overflow', 'queue.unknown': 'overflow' },
    save: (body) => (queue === undefined ? api.queues.create(site, body) : api.queues.change(site, queue.id, body)),
    onSaved: (saved) => {
      put((list) =>
        list.some(({ id }) => id === saved.id)
          ? list.map((one) => (one.id === saved.id ? saved : one))
          : [...list, saved],
      );
      toast({ tone: 'good', text: t('queue.saved', saved.name) });
      props.onClose();
    },
  });

  /** Seen at once; the server's word follows. */
  function put(change: (list: Queue[]) => Queue[]): void {
    client.setQueryData<Queue[]>(keys.queues(site), (list) => list && change(list));
    void client.invalidateQueries({ queryKey: keys.queues(site) });
  }

  function close(): void {
    if (form.saving()) return;
    if (form.dirty()) setLeaving(true);
    else props.onClose();
  }

  /** Where those go who wait in it. */
  const heir = () => {
    const others = props.queues.filter(({ id }) => id !== queue?.id);
    return others.find(({ id }) => id === queue?.overflow) ?? others[0];
  };

  async function remove({ id, name }: Queue): Promise<boolean> {
    try {
      await api.queues.delete(site, id);
    } catch (thrown) {
      const { code } = asApiError(thrown);
      // Somebody else was faster: what was wanted is done.
      if (code !== 'queue.unknown') {
        setDeleteError(refusalWords[code]);
        return false;
      }
    }
    put((list) => list.filter((one) => one.id !== id));
    toast({ tone: 'good', text: t('queue.deleted', name) });
    props.onClose();
    return true;
  }

  return (
    <>
      <Dialog
        open
        onOpenChange={close}
        title={queue === undefined ? t('queue.new') : t('queue.edit')}
        data-testid="queue"
        footer={
          <>
            <Show when={queue}>
              <Button
                class={styles.delete}
                variant="danger"
                icon={Trash}
                disabled={heir() === undefined}
                title={heir() === undefined ? t('queue.delete.last') : undefined}
                onClick={() => setDeleting(true)}
                data-testid="queue.delete"
              >
                {t('queue.delete')}
              </Button>
            </Show>
            <Button onClick={close}>{uiWords().cancel}</Button>
            <Button type="submit" form={formId} variant="primary" busy={form.saving()} data-testid="queue.save">
              {t('queue.save')}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={form.submit} noValidate>
          <QueueForm site={site} form={form} others={props.queues.filter(({ id }) => id !== queue?.id)} />
        </form>
      </Dialog>
      <ConfirmDialog
        open={leaving()}
        onOpenChange={setLeaving}
        title={t('form.leave.title')}
        description={t('form.leave.text')}
        confirmLabel={t('form.leave.confirm')}
        danger
        onConfirm={props.onClose}
      />
      <Show when={queue}>
        {(stored) => (
          <ConfirmDialog
            open={deleting()}
            onOpenChange={(open) => {
              setDeleting(open);
              setDeleteError(undefined);
            }}
            title={t('queue.delete.title', stored().name)}
            description={t('queue.delete.text', heir()?.name ?? '')}
            confirmLabel={t('queue.delete')}
            error={deleteError()}
            danger
            onConfirm={() => remove(stored())}
            data-testid="queue.delete.confirm"
          />
        )}
      </Show>
      <UnsavedGuard when={form.dirty()} />
    </>
  );
}

function bodyOf({ id: _, ...body }: Queue): QueueBody {
  return body;
}
