/** Puts text where the cursor is, or in place of what is selected, as if it were typed: the browser's undo takes it back. */

/** `write` is told the new value where the browser doesn't do it by itself, which then is an `input` event. */
export function insertText(area: HTMLTextAreaElement, text: string, write: (value: string) => void): void {
  area.focus({ preventScroll: true });
  // The only way that keeps the undo history; deprecated in name, alive in every browser.
  if (document.execCommand?.('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  write(area.value);
}
