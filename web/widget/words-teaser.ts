/** The teaser's texts, in English. */
export const TEASER_WORDS = {
  botOf: (name: string, site: string) => `${name}, AI of ${site}`,
  dismiss: 'Dismiss',
} as const;
