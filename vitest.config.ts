import { defineConfig } from 'vitest/config';

// Packages resolve to their sources in tests ("ibert:source" in each package.json);
// worker processes always run the compiled output.
export default defineConfig({
  resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/conformance/**', 'tests/smoke/**', '**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // Many tests wait for processes of their own: one core need not stay free.
    maxWorkers: '100%',
    testTimeout: 30_000,
    coverage: { provider: 'v8', include: ['packages/*/src/**'] },
  },
});
