import { median } from './clock.js';
import { measureTemplates, measureTpcdsTexts } from './from-sql.js';
import { measureModels } from './models.js';
import { measureProving } from './proving.js';
import { measureStartUp } from './start-up.js';
import { measureTpc } from './tpc.js';
import { measureTranslation } from './translation.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const cell = (value: number, digits = 3): string => value.toFixed(digits).padStart(10);

const translations = measureTranslation();
const label = Math.max(...translations.map(({ kind }) => kind.length));
say(`Translation: text to DuckDB SQL, median ms`);
say(`${''.padEnd(label)}${'ours'.padStart(10)}${'real Ibis'.padStart(10)}${'ratio'.padStart(10)}`);
for (const { kind, ours, ibis } of translations) {
  say(`${kind.padEnd(label)}${cell(ours)}${cell(ibis)}${cell(ibis / ours, 1)}`);
}
const ours = median(translations.map((each) => each.ours));
const ibis = median(translations.map((each) => each.ibis));
say(`${'median'.padEnd(label)}${cell(ours)}${cell(ibis)}${cell(ibis / ours, 1)}`);

say('\nTPC queries: text to DuckDB SQL, median ms');
for (const [name, suite] of [
  ['TPC-H', 'tpch'],
  ['TPC-DS', 'tpcds'],
] as const) {
  const { queries, closest, ...times } = measureTpc(suite);
  const title = `${name}, ${queries} queries`.padEnd(label);
  say(
    `${title}${cell(times.ours)}${cell(times.ibis)}${cell(times.ibis / times.ours, 1)}` +
      `   at least ${closest.ratio.toFixed(1)} (query ${closest.number})`,
  );
}

say('\nSQL to Ibis: text to text, median ms');
const fromSql = [
  ['templates', await measureTemplates()],
  ['TPC-DS', measureTpcdsTexts()],
] as const;
for (const [name, { queries, shared, ...times }] of fromSql) {
  say(
    `${`${name}, ${queries} queries`.padEnd(label)}${cell(times.ours)}` +
      `   slowest ${times.slowest.toFixed(1)}   ${times.perSecond.toFixed(0)} each second`,
  );
  say(
    `${`  ${shared.queries} that real Ibis reads`.padEnd(label)}${cell(shared.ours)}` +
      `${cell(shared.ibis)}${cell(shared.ibis / shared.ours, 1)}`,
  );
}

const { pairs, prove, bare, perSecond } = await measureProving();
say(`\nProving: ${pairs} pairs of the shipped templates, ms per pair`);
say(`proving${cell(prove)}   DuckDB alone${cell(bare)}   ratio${cell(prove / bare, 2)}`);
say(`${perSecond.toFixed(0)} pairs per second with two workers`);

const [node, ...commands] = measureStartUp();
say('\nStart-up, from start to exit: median ms, and times the start of bare Node');
for (const { command, ms } of [...(node === undefined ? [] : [node]), ...commands]) {
  say(`${command.padEnd(label)}${cell(ms, 1)}${cell(ms / (node?.ms ?? NaN), 2)}`);
}

say('\nModels: SmolLM2-135M on the CPU, median ms; a second request shares the head of its prompt');
const speeds = await measureModels();
if (speeds === undefined) say('not made yet; run: bash tools/make-models.sh');
for (const speed of speeds ?? []) {
  say(
    `${speed.dtype.padEnd(label)}load${cell(speed.open, 0)}   first token${cell(speed.first, 0)}` +
      `   second request${cell(speed.second, 0)}   tokens/s${cell(speed.perSecond, 1)}` +
      `   (${speed.reusedTokens} of ${speed.promptTokens} tokens reused)`,
  );
}
