/** What the AI may be like. */
export const AI_MOODS = [
  'good',
  'real',
  'slow',
  'hangs',
  'fails',
  'breaks off',
  'empty',
  'long',
  'deaf',
  'late',
] as const;
export type AiMood = (typeof AI_MOODS)[number];
