import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Loading hundreds of small modules takes longer than translating, so the commands whose start-up is
// felt are bundled, each by itself: what two of them share would be a chunk that both load whole. What
// they rarely need stays in chunks of its own; proving, with its native modules and its own process,
// stays a package.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

rmSync(path('dist/bundle'), { recursive: true, force: true });
for (const name of ['ibert-to-sql', 'sql-to-ibert']) {
  const bundle = await rolldown({
    input: { [name]: path(`dist/bin/${name}.js`) },
    external: /^@ibert\/validation/,
    platform: 'node',
  });
  await bundle.write({
    dir: path('dist/bundle'),
    format: 'esm',
    chunkFileNames: `${name}-[name].js`,
  });
  await bundle.close();
}
