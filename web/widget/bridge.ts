/**
 * What the loader on the host page and the frame on the chat origin say to each other: structured clones, whole states
 * rather than changes, so a lost or repeated message does no harm. Neither side sends a secret or takes an address to
 * load. Both check origin and source of every message.
 */
import type { RefusalCode } from '#protocol/refusal';

/** Loader to frame. The first one fixes the host's origin. */
export type HostMessage =
  | { edgewise: 'host'; url: string; title: string; language: string; open: boolean; phone: boolean }
  /** The visitor reaches for the launcher: get the panel ready. */
  | { edgewise: 'intent' }
  /** The teaser was closed. */
  | { edgewise: 'dismissed' };

/** Frame to loader. The first one says that the frame is ready. */
export type FrameMessage =
  | {
      edgewise: 'frame';
      /** `#rrggbb`, or null while unknown. */
      color: string | null;
      unread: number;
      /** The launcher's accessible name. */
      label: string;
      teaser: { name: string; text: string } | null;
    }
  /** The frame wishes the panel opened (it was, before this page load) or closed. */
  | { edgewise: 'panel'; open: boolean }
  | { edgewise: 'refused'; code: RefusalCode };
