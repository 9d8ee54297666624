import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Loading hundreds of small modules takes longer than answering, so the commands whose start-up is felt are
// bundled, each by itself: what two of them share would be a chunk that both load whole. What they
// rarely need stays in chunks of its own; models, with their native modules, stay packages. The process
// that runs translations is bundled, too, beside its package, whose engines it loads.
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const COMMANDS = [
  'ibert-to-sql',
  'sql-to-ibert',
  'ibert-complete',
  'ibert-fix',
  'ibert-qa',
  'ibert-doc',
];

async function bundle(name, input, directory, external) {
  const build = await rolldown({ input: { [name]: input }, external, platform: 'node' });
  await build.write({ dir: directory, format: 'esm', chunkFileNames: `${name}-[name].js` });
  await build.close();
}

rmSync(path('dist/bundle'), { recursive: true, force: true });
for (const name of COMMANDS) {
  await bundle(name, path(`dist/bin/${name}.js`), path('dist/bundle'), [
    '@duckdb/node-bindings',
    '@ibert/multitask',
    /^@ibert\/models/,
    /^@ibert\/validation(?!\/(?:judge-process|duckdb)$)/,
  ]);
}

const VALIDATION = '../validation/dist';
rmSync(path(`${VALIDATION}/bundle`), { recursive: true, force: true });
await bundle('judge-worker', path(`${VALIDATION}/judge-worker.js`), path(`${VALIDATION}/bundle`), [
  '@duckdb/node-bindings',
  /^@electric-sql\/pglite/,
  'sql.js',
]);
