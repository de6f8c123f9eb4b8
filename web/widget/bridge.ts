/**
 * What the loader on the host page and the frame on the chat origin say to each other: structured clones, whole states
 * rather than changes, so a lost or repeated message does no harm. Neither side sends a secret or takes an address to
 * load. Both check origin and source of every message. Any script of the host page hears what the frame tells, so no word
 * of the conversation is in it, and may tell the frame what it likes: nothing it can say sends or types anything.
 */

/** Loader to frame. The first one fixes the host's origin. */
export type HostMessage =
  | { edgewise: 'host'; url: string; title: string; language: string; open: boolean; phone: boolean }
  /** The visitor reaches for the launcher: get the panel ready. */
  | { edgewise: 'intent' };

/** Frame to loader. The first one says that the frame is ready. */
export type FrameMessage =
  | (FrameNews & {
      edgewise: 'frame';
      /** `#rrggbb`; null while unknown; empty where there is no chat, and so no launcher. */
      color: string | null;
      /** The panel is painted: until then the loader shows its own. */
      shown: boolean;
    })
  /** The frame wishes the panel opened (it was, before this page load; or `byVisitor`, who chose the teaser) or closed. */
  | { edgewise: 'panel'; open: boolean; byVisitor?: boolean }
  /** There is no chat for this page; `why` is for its console. */
  | { edgewise: 'refused'; why: string };

/** What the visitor hasn't read. */
export interface FrameNews {
  unread: number;
  /**
   * How high the frame's teaser is, in px; 0 where there is none. Older versions told its words, as `teaser`: nobody does
   * any more, and nobody shows what they tell.
   */
  height: number;
}
