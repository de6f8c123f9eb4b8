/** The list of a page's keys, loaded when it is first asked for. */
import { type JSX, lazy, Show, Suspense } from 'solid-js';

const KeyListDialog = lazy(() => import('./key-list.tsx').then((file) => ({ default: file.KeyListDialog })));

export type KeyList = readonly (readonly [keys: readonly string[], text: string])[];

export interface KeyHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  list: KeyList;
}

export function KeyHelp(props: KeyHelpProps): JSX.Element {
  return (
    <Suspense>
      <Show when={props.open}>
        <KeyListDialog {...props} />
      </Show>
    </Suspense>
  );
}
