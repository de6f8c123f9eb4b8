/**
 * Where the visitor is: tells when address or title may have changed, in pages that load and in pages that navigate
 * themselves. The frame compares.
 */

export function watchPage(onChange: () => void) {
  let timer: ReturnType<typeof setTimeout>;
  // A title follows its address a moment later: one message for both.
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, 150);
    // Again every time: a framework may have made the document anew.
    observer.observe(document.head ?? document, { childList: true, subtree: true, characterData: true });
  };
  const observer = new MutationObserver(soon);
  soon();
  const { navigation } = window as { navigation?: EventTarget };
  // Where a page can't be asked, it goes elsewhere because of a click.
  (navigation ?? window).addEventListener(navigation ? 'currententrychange' : 'click', soon, true);
}
