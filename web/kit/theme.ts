/**
 * Light, dark, or as the system says. The choice is this browser's; the root's `data-theme` picks the tokens.
 */
import { createSignal } from 'solid-js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'edgewise.theme';

const [theme, setSignal] = createSignal<Theme>(stored());
show(theme());

export { theme };

export function setTheme(next: Theme): void {
  setSignal(next);
  show(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((name) => name === value) ?? 'system';
  } catch {
    return 'system';
  }
}

function show(name: Theme): void {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}
