/** The frame's texts while the panel is closed, in English. Functions: the translator comes with the panel. */
export const CLOSED_WORDS = {
  unread: (count: number) => `Open chat, new messages: ${count}`,
  botOf: (name: string, site: string) => `${name}, AI of ${site}`,
} as const;
