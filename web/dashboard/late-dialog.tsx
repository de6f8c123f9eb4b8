/**
 * A dialog with a file of its own, loaded when it is first shown or `preload`ed before. Where the file can't be had, the page
 * stays, says so and takes the dialog as closed; the next time it is asked for again, which `lazy` would not do.
 */
import { type Component, createSignal, type JSX, onCleanup } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { tellNotLoaded } from './not-loaded.ts';

interface DialogProps {
  onOpenChange: (open: boolean) => void;
}

export function lateDialog<Props extends DialogProps>(
  load: () => Promise<Component<Props>>,
): Component<Props> & { preload: () => void } {
  function LateDialog(props: Props): JSX.Element {
    const [dialog, setDialog] = createSignal<Component<Props>>();
    let wanted = true;
    onCleanup(() => {
      wanted = false;
    });
    load().then(
      (loaded) => setDialog(() => loaded),
      () => {
        if (!wanted) return;
        tellNotLoaded();
        props.onOpenChange(false);
      },
    );
    return <Dynamic component={dialog()} {...props} />;
  }

  return Object.assign(LateDialog, { preload: () => void load().catch(() => {}) });
}
