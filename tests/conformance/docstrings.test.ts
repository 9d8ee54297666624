import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

import { parseYaml, readYaml } from '@ibert/core/yaml';
import { parseSchema } from '@ibert/ir';
import { documentCode } from '@ibert/tasks/doc';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { reportAgreement } from './agreement.js';

const PYTHON = '.venv/bin/python';
const FOLDER = new URL('documented-functions/', import.meta.url);
const STYLES = ['google', 'numpy'] as const;
/** The part of the functions that must have a docstring, and of those that must have an example. */
const LEAST_DOCUMENTED = 0.9;

interface Request {
  readonly name: string;
  readonly original: string;
  readonly documented: string;
  readonly style: (typeof STYLES)[number];
  /** Functions that were given no docstring. */
  readonly left_out: readonly string[];
}

const answerSchema = z.strictObject({
  functions: z.int(),
  examples: z.array(z.string()),
  faults: z.array(z.string()),
});

type Answer = z.infer<typeof answerSchema>;

const tablesSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string())));

const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

const TABLES = readYaml(parseYaml(read('tables.yaml'), 'tables.yaml'), tablesSchema);

const MODULES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -'.py'.length))
  .toSorted();

/** What Python's judges say of documented modules, in one process. */
function judge(requests: readonly Request[]): readonly Answer[] {
  const answers = execFileSync(PYTHON, ['tests/conformance/docstrings.py'], {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
  });
  const lines = answers.split('\n').filter((line) => line !== '');
  return z
    .array(answerSchema)
    .length(requests.length)
    .parse(lines.map((line): unknown => JSON.parse(line)));
}

/** The modules with docstrings of a style, and the functions that got none, with the reason. */
async function documentedModules(
  style: Request['style'],
): Promise<{ readonly requests: readonly Request[]; readonly problems: readonly string[] }> {
  const requests: Request[] = [];
  const problems: string[] = [];
  for (const name of MODULES) {
    const original = read(`${name}.py`);
    const tables = Object.fromEntries(
      Object.entries(TABLES[name] ?? {}).map(([table, columns]) => [table, parseSchema(columns)]),
    );
    const { code, functions } = await documentCode({ code: original, tables, style });
    const unverified = functions.filter(({ verified }) => !verified);
    problems.push(...unverified.map((one) => `${name}.${one.name}: ${one.problem ?? ''}`));
    const left_out = unverified.map((one) => one.name);
    requests.push({ name: `${name}_${style}`, original, documented: code, style, left_out });
  }
  return { requests, problems };
}

describe.each(STYLES)('docstrings in the style of %s', (style) => {
  it('hold before pydocstyle, numpydoc and doctest with real Ibis', async () => {
    const { requests, problems } = await documentedModules(style);
    const answers = judge(requests);
    const count = (of: (answer: Answer) => number): number =>
      answers.reduce((sum, answer) => sum + of(answer), 0);
    const total = count(({ functions }) => functions);
    const documented = total - problems.length;
    const shown = count(({ examples }) => examples.length);
    process.stdout.write(
      `${style}: docstrings for ${documented} of ${total} functions, ${shown} with an example\n` +
        problems.map((line) => `  ${line}\n`).join(''),
    );
    const faults = answers.flatMap((answer, i) =>
      answer.faults.map((fault) => `${requests[i]?.name ?? ''}: ${fault}`),
    );
    const faulty = new Set(faults.map((fault) => fault.split(': ').slice(0, 2).join())).size;
    reportAgreement({
      family: `Docstrings (${style})`,
      agreed: documented - faulty,
      total: documented,
    });
    expect(faults).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(40);
    expect(documented / total).toBeGreaterThanOrEqual(LEAST_DOCUMENTED);
    expect(shown / documented).toBeGreaterThanOrEqual(LEAST_DOCUMENTED);
  });
});

describe('the judges', () => {
  const ORIGINAL = `"""A module."""

import ibis


def doubled(column):
    return column * 2
`;

  /** The module with a docstring of the style, planted mistakes replaced into it. */
  const planted = (
    style: Request['style'],
    [right, wrong]: readonly [string, string] = ['', ''],
  ): Request => {
    const sections = {
      google: [
        'Args:',
        '    column (Value): Numbers.',
        '',
        'Returns:',
        '    Value: Their doubles.',
      ],
      numpy: [
        'Parameters',
        '----------',
        'column : Value',
        '    Numbers.',
        '',
        'Returns',
        '-------',
        'Value',
        '    Their doubles.',
      ],
    };
    const heading = { google: ['Examples:'], numpy: ['Examples', '--------'] };
    const indent = style === 'google' ? '    ' : '';
    const lines = [
      '"""Double a column.',
      '',
      ...sections[style],
      '',
      ...heading[style],
      `${indent}>>> ibis.literal(21).pipe(doubled).execute()`,
      `${indent}42`,
      '"""',
    ];
    const docstring = lines.map((line) => (line === '' ? '\n' : `    ${line}\n`)).join('');
    const text = docstring.replace(right, wrong);
    if (right !== '' && text === docstring) throw new Error(`nothing to replace: ${right}`);
    const documented = ORIGINAL.replace('    return', `${text}    return`);
    return { name: 'planted', original: ORIGINAL, documented, style, left_out: [] };
  };

  const MISTAKES: readonly (readonly [
    what: string,
    style: Request['style'],
    replaced: readonly [string, string],
    fault: RegExp,
  ])[] = [
    ['a wrong output', 'google', ['    42', '    43'], /doctest: [^]*Expected:\s+43/],
    ['a wrong output', 'numpy', ['    42', '    43'], /doctest: [^]*Expected:\s+43/],
    ['a name that the module lacks', 'numpy', ['ibis.literal', 'ibs.literal'], /NameError/],
    [
      'an undocumented parameter',
      'google',
      ['column (Value): Numbers', 'kolumn (Value): Numbers'],
      /a param for/,
    ],
    ['an undocumented parameter', 'numpy', ['column : Value', 'kolumn : Value'], /PR01/],
    ['a parameter without its type', 'google', [' (Value)', ''], /a type for/],
    ['a result without its type', 'google', ['    Value: Their', '    Their'], /no rtype/],
    ['a summary without a period', 'numpy', ['Double a column.', 'Double a column'], /SS03/],
    ['a summary in lower case', 'google', ['Double', 'double'], /D403/],
    ['a section without its line', 'numpy', ['    -------\n', ''], /D407/],
  ];

  const asGoogle = planted('google');
  const asNumpy = planted('numpy');
  const OTHERS = {
    google: asGoogle,
    numpy: asNumpy,
    changed: { ...asGoogle, original: ORIGINAL.replace('* 2', '* 3') },
    bare: { ...asNumpy, documented: ORIGINAL },
    leftOut: { ...asNumpy, documented: ORIGINAL, left_out: ['doubled'] },
  };

  // All in one process, which takes a second to start.
  const mistaken = MISTAKES.map(([, style, replaced]) => planted(style, replaced));
  const requests: readonly Request[] = [...mistaken, ...Object.values(OTHERS)];
  let given: readonly Answer[] = [];
  beforeAll(() => {
    given = judge(requests.map((one, i) => ({ ...one, name: `planted_${i}` })));
  });
  const answerTo = (request: Request | undefined): Answer | undefined =>
    given[requests.findIndex((one) => one === request)];

  it.each(STYLES)('accept a docstring without a mistake, in the style of %s', (style) => {
    expect(answerTo(OTHERS[style])).toEqual({ functions: 1, examples: ['doubled'], faults: [] });
  });

  it.each(MISTAKES.map(([what, style, , fault], i) => ({ what, style, fault, i })))(
    'find $what in the style of $style',
    ({ fault, i }) => {
      expect(answerTo(mistaken[i])?.faults).toContainEqual(expect.stringMatching(fault));
    },
  );

  it('find a documented module that is another program', () => {
    expect(answerTo(OTHERS.changed)?.faults).toEqual(['the documented module is another program']);
  });

  it('find a function without a docstring, unless it is said to have none', () => {
    expect(answerTo(OTHERS.bare)?.faults).toContainEqual(expect.stringContaining('GL08'));
    expect(answerTo(OTHERS.leftOut)?.faults).toEqual([]);
  });
});
