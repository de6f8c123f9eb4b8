/** What can be done with the conversation that is open, told by whoever shows it: the command palette offers it from every page. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Icon } from '../../kit/ui/icon.ts';

export interface Command {
  id: string;
  label: string;
  /** A second line. */
  note?: string;
  /** What it is found by besides its label and its note. */
  also?: string;
  icon: Icon;
  run: () => void;
}

const [here, setHere] = createSignal<Accessor<readonly Command[]>>();

/** The commands of the open conversation; none where none is open. */
export function commandsHere(): readonly Command[] {
  return here()?.() ?? [];
}

/** To be called where `onCleanup` works, for as long as the conversation is shown. */
export function offerHere(commands: Accessor<readonly Command[]>): void {
  setHere(() => commands);
  onCleanup(() => setHere((now) => (now === commands ? undefined : now)));
}
