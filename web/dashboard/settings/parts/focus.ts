/**
 * Puts the cursor where a page or dialog begins: `<TextField ref={focusFirst} …>`. The `autofocus` attribute is heeded
 * once a document and not in dialogs. On a phone nothing is focused: the keyboard would cover what is to be read first.
 */
export function focusFirst(element: HTMLElement): void {
  if (!matchMedia('(pointer: coarse)').matches) focusNow(element);
}

/** Also on a phone: the field is all there is to do. */
export function focusNow(element: HTMLElement): void {
  // The element is in the page only after the render, and a dialog first focuses its own close button.
  requestAnimationFrame(() => element.focus({ preventScroll: true }));
}
