/** Where the visitor is: tells when address or title changed, in pages that load and in pages that navigate themselves. */

export function watchPage(onChange: () => void) {
  let told = state();
  let timer: ReturnType<typeof setTimeout>;
  // A title follows its address a moment later: one message for both.
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(compare, 150);
  };
  new MutationObserver(soon).observe(document.head, { childList: true, subtree: true, characterData: true });
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', soon);
  else setInterval(compare, 1_000);

  function compare() {
    const before = told;
    told = state();
    if (told !== before) onChange();
  }
}

function state() {
  return `${location.href} ${document.title}`;
}
