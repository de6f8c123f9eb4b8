/** The texts outside the opened panel, in English: two dictionaries, so that loader and frame each carry their own. */

/** In the host page. */
export const LAUNCHER_WORDS = {
  title: 'Chat',
  open: 'Open chat',
  close: 'Close chat',
  dismiss: 'Dismiss',
  refused: 'Edgewise: to show the chat, allow this origin in the settings of this site:',
} as const;

/** In the frame while the panel is closed. */
export const CLOSED_WORDS = {
  open: 'Open chat',
  unread: 'Open chat, new messages: {count}',
  botOf: '{name}, AI of {site}',
} as const;
