import { defineConfig, mergeConfig } from 'vitest/config';

import conformance from '../vitest.config.js';

// `just fuzz`: random programs with a seed that nobody has seen.
export default mergeConfig(
  { resolve: conformance.resolve, ssr: conformance.ssr },
  defineConfig({
    test: {
      include: ['tests/conformance/random/fuzz.ts'],
      pool: 'forks',
      testTimeout: 3_600_000,
    },
  }),
);
