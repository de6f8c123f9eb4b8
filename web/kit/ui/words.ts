/** The few words the parts say by themselves. English is the only language yet; another will be a dictionary of the same type. */

interface UiWords {
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

const english: UiWords = {
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  optional: 'optional',
  loading: 'Loading',
  notifications: 'Notifications',
  typeToConfirm: (name) => `Type “${name}” to confirm`,
};

export const uiWords = (): UiWords => english;
