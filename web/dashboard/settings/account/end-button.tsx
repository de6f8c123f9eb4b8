/** Ends one of a list of the account, and says what became of it. */
import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { asApiError } from '../../api.ts';
import { refusalWords } from '../../words/refusals.ts';

export function EndButton(props: {
  children: JSX.Element;
  /** Names which one it ends, too. */
  label: string;
  /** Said once it is done. */
  done: string;
  /** The list, which is asked for anew. */
  list: QueryKey;
  onEnd: () => Promise<unknown>;
}): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);

  async function end(): Promise<void> {
    setBusy(true);
    try {
      await props.onEnd();
      await client.invalidateQueries({ queryKey: props.list });
      toast({ tone: 'good', text: props.done });
    } catch (thrown) {
      toast({ tone: 'trouble', text: refusalWords[asApiError(thrown).code] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button size="s" busy={busy()} onClick={end} aria-label={props.label}>
      {props.children}
    </Button>
  );
}
