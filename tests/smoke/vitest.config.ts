import { defineConfig } from 'vitest/config';

// True models: the tiny one of tests/fixtures/ and SmolLM2, which tools/make-models.sh makes.
export default defineConfig({
  resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['ibert:source', 'node', 'import', 'default'] } },
  test: {
    globalSetup: ['tests/smoke/need-model.ts'],
    include: ['tests/smoke/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
