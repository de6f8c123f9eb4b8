/** Puts a mark before the page's title for as long as there is one, whatever title the page gives itself meanwhile. */
import { createEffect, onCleanup } from 'solid-js';

export function useTitleMark(mark: () => string | undefined): void {
  createEffect(() => {
    const put = mark();
    if (put === undefined) return;
    const title = document.querySelector('title');
    const show = () => {
      if (!document.title.startsWith(put)) document.title = put + document.title;
    };
    show();
    const observer = new MutationObserver(show);
    if (title) observer.observe(title, { childList: true, characterData: true, subtree: true });
    onCleanup(() => {
      observer.disconnect();
      if (document.title.startsWith(put)) document.title = document.title.slice(put.length);
    });
  });
}
