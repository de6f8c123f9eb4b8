/** The few words the parts say by themselves. An app that speaks another language hands its own to `speakUi`. */
import { createSignal } from 'solid-js';

export interface UiWords {
  close: string;
  cancel: string;
  retry: string;
  copy: string;
  copied: string;
  optional: string;
  loading: string;
  notifications: string;
  /** What to type into a confirmation, around the name. */
  typeToConfirm: (name: string) => string;
}

const [uiWords, speakUi] = createSignal<UiWords>({
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  optional: 'optional',
  loading: 'Loading',
  notifications: 'Notifications',
  typeToConfirm: (name) => `Type “${name}” to confirm`,
});

export { speakUi, uiWords };
