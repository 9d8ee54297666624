import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Loading hundreds of small modules takes longer than translating, so the commands whose start-up is
// felt are bundled. What they rarely need stays in chunks of its own; proving, with its native
// modules and its own process, stays a package.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const bundle = await rolldown({
  input: {
    'ibert-to-sql': path('dist/bin/ibert-to-sql.js'),
    'sql-to-ibert': path('dist/bin/sql-to-ibert.js'),
  },
  external: /^@ibert\/validation/,
  platform: 'node',
});
await bundle.write({ dir: path('dist/bundle'), format: 'esm', chunkFileNames: '[name].js' });
await bundle.close();
