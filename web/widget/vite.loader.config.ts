/** Builds the loader: one small classic script, `dist/widget.js`. Run with `vite build -c web/widget/vite.loader.config.ts`. */
import { defineConfig } from 'vite';
import { bareImports } from './bare-imports.ts';
import { shorter } from './vite.shorter.ts';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [bareImports(), shorter()],
  build: {
    outDir: '../../dist',
    // Dashboard and frame are built into the same folder.
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    rolldownOptions: {
      input: 'loader.ts',
      optimization: { inlineConst: { mode: 'all', pass: 3 } },
      output: { format: 'iife', entryFileNames: 'widget.js' },
    },
  },
});
