/** Asks whether everything that a list of the account holds is to end, does it, and says what became of it. */
import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX } from 'solid-js';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { asApiError } from '../../api.ts';
import { refusalWords } from '../../words/refusals.ts';

export function EndAllDialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  confirmLabel: string;
  /** Said once it is done. */
  done: string;
  /** The list, which is asked for anew. */
  list: QueryKey;
  onEnd: () => Promise<unknown>;
}): JSX.Element {
  const client = useQueryClient();
  const [error, setError] = createSignal<string>();

  async function end(): Promise<boolean> {
    setError(undefined);
    try {
      await props.onEnd();
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
      return false;
    }
    await client.invalidateQueries({ queryKey: props.list });
    toast({ tone: 'good', text: props.done });
    return true;
  }

  return (
    <ConfirmDialog
      open={props.open}
      onOpenChange={(open) => {
        props.onOpenChange(open);
        setError(undefined);
      }}
      title={props.title}
      description={props.description}
      confirmLabel={props.confirmLabel}
      error={error()}
      danger
      onConfirm={end}
    />
  );
}
