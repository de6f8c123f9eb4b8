/** An icon is a component of `lucide-solid/icons/<name>`, imported one by one so that only those in use are shipped. */
import type { LucideProps } from 'lucide-solid';
import type { Component } from 'solid-js';

export type Icon = Component<LucideProps>;

/** Lines a little lighter than lucide's own, to sit well beside 13 px text. */
export const ICON_STROKE = 1.75;
