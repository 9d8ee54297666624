import { existsSync } from 'node:fs';

/**
 * Starts a program from the compiled output; a bundle of it, where there is one, starts faster.
 *
 * @param {string} name
 */
export async function start(name) {
  const places = [`./dist/bundle/${name}.js`, `./dist/bin/${name}.js`];
  const file = places
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url));
  if (file !== undefined) return import(file.href);
  process.stderr.write('error: iBERT is not built\nhint: Run: npx --yes rust-just build\n');
  process.exitCode = 2;
}
