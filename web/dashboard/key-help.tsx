/** The list of a page's keys, loaded when it is first asked for. */
import { type JSX, Show } from 'solid-js';
import { lateDialog } from './late-dialog.tsx';
import { whenSettled } from './when-settled.ts';

const KeyListDialog = lateDialog<KeyHelpProps>(async () => (await import('./key-list.tsx')).KeyListDialog);

export type KeyList = readonly (readonly [keys: readonly string[], text: string])[];

export interface KeyHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  list: KeyList;
}

export function KeyHelp(props: KeyHelpProps): JSX.Element {
  whenSettled(KeyListDialog.preload);
  return (
    <Show when={props.open}>
      <KeyListDialog {...props} />
    </Show>
  );
}
