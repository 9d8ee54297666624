import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Loading 150 small modules takes longer than translating, so the one command whose start-up is
// felt is bundled. It has no native dependencies; what it rarely needs stays in chunks of its own.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const bundle = await rolldown({
  input: { 'ibert-to-sql': path('dist/bin/ibert-to-sql.js') },
  platform: 'node',
});
await bundle.write({ dir: path('dist/bundle'), format: 'esm', chunkFileNames: '[name].js' });
await bundle.close();
