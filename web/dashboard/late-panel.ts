/** What a popover holds, loaded when it is first opened. It opens once that is there, so that the focus finds its first field. */
import { type Accessor, type Component, createSignal } from 'solid-js';
import { tellNotLoaded } from './not-loaded.ts';

export function createLatePanel<Props extends object>(
  load: () => Promise<Component<Props>>,
): {
  /** Undefined while it is closed. */
  panel: Accessor<Component<Props> | undefined>;
  onOpenChange: (open: boolean) => void;
} {
  const [panel, setPanel] = createSignal<Component<Props>>();

  async function open(): Promise<void> {
    try {
      const loaded = await load();
      setPanel(() => loaded);
    } catch {
      tellNotLoaded();
    }
  }

  return { panel, onOpenChange: (next) => (next ? void open() : setPanel()) };
}
