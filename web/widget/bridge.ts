/**
 * What the loader on the host page and the frame on the chat origin say to each other: structured clones, whole states
 * rather than changes, so a lost or repeated message does no harm. Neither side sends a secret or takes an address to
 * load. Both check origin and source of every message.
 */

/** Loader to frame. The first one fixes the host's origin. */
export type HostMessage =
  | { edgewise: 'host'; url: string; title: string; language: string; open: boolean; phone: boolean }
  /** The visitor reaches for the launcher: get the panel ready. */
  | { edgewise: 'intent' }
  /** The teaser was closed. */
  | { edgewise: 'dismissed' };

/** Frame to loader. The first one says that the frame is ready. */
export type FrameMessage =
  | (FrameNews & {
      edgewise: 'frame';
      /** `#rrggbb`; null while unknown; empty where there is no chat, and so no launcher. */
      color: string | null;
      /** The panel is painted: until then the loader shows its own. */
      shown: boolean;
    })
  /** The frame wishes the panel opened (it was, before this page load) or closed. */
  | { edgewise: 'panel'; open: boolean }
  /** There is no chat for this page; `why` is for its console. */
  | { edgewise: 'refused'; why: string };

/** What the visitor hasn't read. */
export interface FrameNews {
  unread: number;
  /** The site's name, once it is known. */
  site: string | undefined;
  /** The newest message, to be shown beside the launcher; null once it was dismissed. */
  teaser: { from: string; name: string; text: string } | null;
}
