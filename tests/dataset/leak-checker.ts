import { readFileSync } from 'node:fs';

/**
 * Looks for leaks, duplicates and conflicts in three files of records, from their text alone: it has
 * a tokenizer and keys of its own and imports nothing of the packages, so that a fault there cannot
 * hide itself.
 */
export function findLeaks(
  files: Readonly<Record<'train' | 'validation' | 'test', string>>,
): readonly string[] {
  const rows = Object.entries(files).flatMap(([split, path]) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ ...(JSON.parse(line) as Row), split })),
  );
  return [
    ...repeated(rows),
    ...acrossSplits(rows, 'template', ({ meta }) =>
      meta.template === undefined ? [] : [meta.template],
    ),
    ...acrossSplits(rows, 'skeleton', (row) => {
      const text = programOf(row);
      return text === undefined ? [] : [skeletonOf(text, row)];
    }),
    ...acrossSplits(rows, 'program', lineages(rows)),
    ...acrossSplits(
      rows.map((row) => ({ ...row, split: row.split === 'test' ? 'test' : 'others' })),
      'table',
      ({ context }) =>
        Object.entries(context.tables).map(([name, { schema }]) => `${name}: ${stable(schema)}`),
    ),
    ...rows
      .filter(({ split, meta }) => split !== 'train' && meta.verification.judge === 'self')
      .map(({ id, split }) => `self ${id} in ${split}`),
    ...tooFew(rows),
  ];
}

interface Row {
  readonly split: string;
  readonly id: string;
  readonly task: string;
  readonly dialect: string;
  readonly context: {
    readonly tables: Readonly<
      Record<string, { readonly schema: Readonly<Record<string, string>> }>
    >;
  };
  readonly input: Readonly<Record<string, string>>;
  readonly target: Readonly<Record<string, string>>;
  readonly meta: {
    readonly template?: string;
    readonly origin?: string;
    readonly verification: { readonly judge: string };
  };
}

/** JSON with sorted keys. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );

function repeated(rows: readonly Row[]): readonly string[] {
  const asked = new Map<string, Row>();
  const formatted = new Map<string, Row>();
  return rows.flatMap((row) => {
    const { task, dialect, context, input, target } = row;
    const question = stable([task, dialect, context, input]);
    // Space outside of quotes and the case of SQL never make another example.
    const flat = stable([task, dialect, context, loose(input, task), loose(target, task)]);
    const earlier = asked.get(question);
    const like = formatted.get(flat);
    asked.set(question, row);
    formatted.set(flat, row);
    if (earlier !== undefined) {
      const what = stable(earlier.target) === stable(target) ? 'duplicate' : 'conflict';
      return [`${what} ${earlier.id} ${row.id}`];
    }
    return like === undefined ? [] : [`near duplicate ${like.id} ${row.id}`];
  });
}

function loose(texts: Readonly<Record<string, string>>, task: string): string {
  const prose = task === 'qa' || task === 'documentation';
  return Object.values(texts)
    .map((text) => {
      const tokens = tokensOf(String(text)).filter((token) => !prose || /\w/.test(token));
      return tokens.map((token) => (/^["']/.test(token) ? token : token.toLowerCase())).join(' ');
    })
    .join('\n');
}

const tokensOf = (text: string): readonly string[] =>
  [...text.matchAll(/"[^"\n]*"|'[^'\n]*'|[A-Za-z_]\w*|\d+(?:\.\d+)?|[^\s\w]/g)].map(
    ([token]) => token,
  );

function acrossSplits(
  rows: readonly Row[],
  what: string,
  keysOf: (row: Row) => readonly string[],
): readonly string[] {
  const splits = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const key of keysOf(row)) splits.set(key, (splits.get(key) ?? new Set()).add(row.split));
  }
  return [...splits]
    .filter(([, found]) => found.size > 1)
    .map(([key, found]) => `${what} ${key} in ${[...found].join(', ')}`);
}

/** The name of the oldest known ancestor of each record. */
function lineages(rows: readonly Row[]): (row: Row) => readonly string[] {
  const origins = new Map(rows.map(({ id, meta }) => [id, meta.origin]));
  return ({ id }) => {
    let oldest = id;
    for (let next = origins.get(oldest); next !== undefined; next = origins.get(oldest))
      oldest = next;
    return [oldest];
  };
}

function programOf({ task, input, target }: Row): string | undefined {
  switch (task) {
    case 'sql_to_ibis':
      return target['ibis'];
    case 'ibis_to_sql':
      return input['ibis'];
    case 'code_completion':
      return target['completed_code'];
    case 'error_resolution':
      return target['fixed_code'];
    default:
      return undefined;
  }
}

/**
 * A program's text with its names numbered and the values that it compares with left out. Finer than
 * the tree: equal texts mean equal trees, not the other way round.
 */
function skeletonOf(text: string, { context }: Row): string {
  const names = new Map<string, string>();
  const columns = new Set(
    Object.values(context.tables).flatMap(({ schema }) => Object.keys(schema)),
  );
  const number = (name: string): string => {
    if (!names.has(name)) names.set(name, `n${names.size}`);
    return names.get(name) ?? name;
  };
  const tokens = tokensOf(text);
  return tokens
    .map((token, at) => {
      const before = tokens[at - 1] ?? '';
      if (/^["']/.test(token)) {
        const inner = token.slice(1, -1);
        if (columns.has(inner)) return `"${number(inner)}"`;
        return /[<>=]/.test(before) ? 'S' : token;
      }
      if (/^\d/.test(token))
        return /[<>=]/.test(before) ? (token.includes('.') ? 'F' : 'I') : token;
      const method = before === '.' && tokens[at + 1] === '(';
      return !/^\w/.test(token) || method || /^(?:ibis|_|lambda)$/.test(token)
        ? token
        : number(token);
    })
    .join(' ');
}

function tooFew(rows: readonly Row[]): readonly string[] {
  const tasks = new Set(rows.map(({ task }) => task));
  return [...tasks].flatMap((task) => {
    const all = rows.filter((row) => row.task === task);
    return ['train', 'validation', 'test']
      .filter((split) => all.filter((row) => row.split === split).length < 0.05 * all.length)
      .map((split) => `too few records of ${task} in ${split}`);
  });
}
