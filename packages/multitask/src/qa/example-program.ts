import { parseProgram, PythonError } from '@ibert/ibis';

type Statement = ReturnType<typeof parseProgram>['body'][number];
type LastStatement = Extract<Statement, { kind: 'Expression' }>;
type Expression = LastStatement['value'];

/** Attributes that ask an expression about itself instead of computing rows. */
const QUESTIONS: ReadonlySet<string> = new Set(['columns']);

/** Methods that do, and those that ask a backend for the rows. */
const ASKING_METHODS: ReadonlySet<string> = new Set([
  'to_sql',
  'schema',
  'type',
  'get_name',
  'execute',
  'to_pandas',
  'to_pyarrow',
  'to_polars',
]);

/**
 * The program that a code example stands for. An example may end by asking an expression about
 * itself: `ibis.to_sql(x, dialect="…")`, `x.to_sql()`, `x.schema()`, `x.columns`, `x.type()`,
 * `x.get_name()`; or for its rows: `x.execute()`, `x.to_pandas()`. What is run is the program that
 * ends with `x`.
 * Any other example is the program itself.
 *
 * A text that is no program is given back as it is: running it tells what is wrong.
 */
export function exampleProgram(example: string): string {
  const last = lastStatement(example);
  const asked = last === undefined ? undefined : askedOf(last.value);
  if (last === undefined || asked === undefined) return example;
  // In parentheses, because lines that a call's own parentheses joined stand alone now.
  return `${example.slice(0, last.start)}(${example.slice(asked.start, asked.end)})`;
}

function lastStatement(example: string): LastStatement | undefined {
  try {
    const last = parseProgram(example).body.at(-1);
    return last?.kind === 'Expression' ? last : undefined;
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

function askedOf(last: Expression): Expression | undefined {
  if (last.kind === 'Attribute') {
    return QUESTIONS.has(last.attr.name) ? last.object : undefined;
  }
  if (last.kind !== 'Call' || last.callee.kind !== 'Attribute') return undefined;
  const { object, attr } = last.callee;
  if (!ASKING_METHODS.has(attr.name)) return undefined;
  if (object.kind === 'Name' && object.name === 'ibis') return last.args[0]?.value;
  return object;
}
