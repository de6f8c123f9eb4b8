/**
 * The sign that the visitor writes: told now and then while they do, and once when that ends. Where the site has it so, it carries what is typed
 * so far, the last of it too.
 */
import { TYPING_EVERY_MS } from '#protocol/limits';
import type { View } from './view.ts';

const PREVIEW_EVERY_MS = 1_000;
const PREVIEW_MAX_CHARS = 1_000;

export function typingSign({ chat, look }: Pick<View, 'chat' | 'look'>) {
  let on = false;
  let toldAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    /** What stands in the composer now. */
    write(text: string) {
      if (!text.trim()) return end();
      clearTimeout(timer);
      const preview = look()?.preview;
      const tell = () => {
        on = true;
        toldAt = Date.now();
        chat.typing(true, preview && text.slice(0, PREVIEW_MAX_CHARS));
      };
      const waitMs = toldAt + (preview ? PREVIEW_EVERY_MS : TYPING_EVERY_MS) - Date.now();
      if (waitMs <= 0) tell();
      else if (preview || !on) timer = setTimeout(tell, waitMs);
    },
    end,
    /** A message says itself that its writing is over. */
    sent() {
      on = false;
      end();
    },
  };

  function end() {
    clearTimeout(timer);
    if (on) chat.typing(false);
    on = false;
  }
}
