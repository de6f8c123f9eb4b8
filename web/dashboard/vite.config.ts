/**
 * Builds the dashboard into `dist/` at the root of the house, beside what the widget's build puts there.
 * `vite dev` serves it with hot reload and hands the API and the sockets to `wrangler dev`.
 */
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { flags, font } from './vite.statics.ts';

const WORKER = 'http://localhost:8787';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid(), flags(), font()],
  build: {
    outDir: '../../dist',
    // The widget is built into the same folder.
    emptyOutDir: false,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    target: 'es2022',
    // The first with `light-dark()` and nesting, so the tokens stay as written.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
  },
  server: {
    // The worker compares Origin with its own address.
    proxy: {
      '/api': { target: WORKER, changeOrigin: true, headers: { origin: WORKER } },
      '/socket': { target: WORKER, changeOrigin: true, ws: true, headers: { origin: WORKER } },
    },
  },
});
