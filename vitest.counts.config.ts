/** Exact counts of what things cost, inside the Workers runtime: `npx vitest run --project counts`. */
import { defineConfig } from 'vitest/config';
import worker from './vitest.worker.config.ts';

export default defineConfig({
  ...worker,
  test: { ...worker.test, name: 'counts', include: ['tests/bench/counts/**/*.test.ts'] },
});
