/** The loader's texts, in English. Each script has a dictionary of its own, so that it carries no others. */

/** In the host page. */
export const LAUNCHER_WORDS = {
  title: 'Chat',
  open: 'Open chat',
  close: 'Close chat',
  late: 'The chat can’t be reached. Trying again…',
} as const;

/** In the host page, when they are needed. */
export const LATER_WORDS = {
  unread: (count: number) => `Open chat, new messages: ${count}`,
  console: {
    noSite: 'data-site is missing in the script tag; copy the tag from the settings of your site.',
    second: 'one chat a page: another site’s chat is here already, so there is none of',
    blocks: 'the Content-Security-Policy of this page blocks the chat. Allow in its frame-src:',
  },
} as const;
