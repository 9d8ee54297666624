import { defineConfig } from 'vitest/config';

// Comparisons with real Ibis; they need the Python environment that `just conformance` makes.
export default defineConfig({
  resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] } },
  test: {
    globalSetup: ['tests/conformance/report.ts'],
    include: ['tests/conformance/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
