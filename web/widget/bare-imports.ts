/** Lazy chunks bring their own styles and need no preloading: Vite's helper for that would be a kilobyte. */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

export function bareImports(): Plugin {
  return {
    name: 'bare-imports',
    enforce: 'pre',
    apply: 'build',
    load: (id) => (id === HELPER ? 'export const __vitePreload = (load) => load();' : undefined),
    renderChunk: (code) =>
      code.replace(/__vitePreload\(\(\) => (import\([^)]+\).*?), (?:__VITE_PRELOAD__|void 0)\)/g, '$1'),
  };
}
