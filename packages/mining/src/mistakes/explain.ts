import { createHash } from 'node:crypto';

/** What stood in the broken code, and what stands in its place. */
export interface Change {
  readonly wrong: string;
  readonly right: string;
}

/** A pattern of errors, and what they mean; `{1}` is what the pattern's first group has found. */
interface Meaning {
  readonly error: RegExp;
  readonly why: readonly string[];
}

/** What errors mean, in words; the first pattern that fits. */
const MEANINGS: readonly Meaning[] = [
  {
    error: /^AttributeError: '(\w+)' object has no attribute '(\w+)'/,
    why: [
      'A {1} has no attribute `{2}`.',
      '`{2}` is neither a method nor a column of a {1} in Ibis 12.',
      'Ibis 12 knows no `{2}` on a {1}.',
    ],
  },
  {
    error: /^AttributeError: module '([\w.]+)' has no attribute '(\w+)'/,
    why: ['The module {1} has no `{2}`.', 'There is no `{2}` in {1} in Ibis 12.'],
  },
  {
    error: /Column '([^']+)' is not found in table/,
    why: [
      'The table has no column `{1}`.',
      'There is no column called `{1}` in the table.',
      'The column `{1}` does not exist.',
    ],
  },
  {
    error: /^NameError: name '(\w+)' is not defined/,
    why: ['Nothing called `{1}` is defined.', 'The name `{1}` is not known here.'],
  },
  {
    error: /^IntegrityError: Cannot add <[^>]*> to (\w+), they belong to another relation/,
    why: [
      'The expression belongs to another table than the one it is used on.',
      'A column can only be used on the table that it comes from.',
    ],
  },
  {
    error: /^IntegrityError:/,
    why: [
      'Parts of the expression do not belong to the table it is built on.',
      'The relation cannot be built from these parts.',
    ],
  },
  {
    error: /^SignatureValidationError: [^\n]* missing|missing a? ?required|missing \d+ required/,
    why: ['A required argument is missing.', 'The call leaves out an argument that it needs.'],
  },
  {
    error: /unexpected keyword argument '(\w+)'/,
    why: ['The call takes no keyword `{1}`.', 'There is no parameter `{1}`.'],
  },
  {
    error: /too many positional arguments|takes (?:from )?\d+ .*positional arguments? but/,
    why: [
      'The call is given more positional arguments than it takes.',
      'Not all of these arguments may be given by position.',
    ],
  },
  {
    error: /positional.only|but was passed as a keyword/,
    why: ['The argument may only be given by position.', 'This parameter has no keyword.'],
  },
  {
    error: /^SignatureValidationError:/,
    why: [
      'The operation does not accept arguments of these types.',
      'An argument is not of a type that the operation takes.',
    ],
  },
  {
    error: /truth value of an Ibis expression is not defined/i,
    why: [
      'An expression has no truth value before it is run.',
      'Python asks the expression whether it is true, which nobody knows yet.',
    ],
  },
  {
    error: /Columns \['([^']+)'\] are not present/,
    why: ['The table has no column `{1}`.', 'There is no column called `{1}`.'],
  },
  {
    error: /Arguments (\S+):([\w<>]+) and (\S+):([\w<>]+) are not comparable/,
    why: [
      '{1} is of type {2} and {3} of type {4}, which cannot be compared.',
      'A {2} and a {4} cannot be compared.',
    ],
  },
  {
    error: /^AttributeError: (\w+) object has no attribute '(\w+)', did you mean/,
    why: ['A {1} has no method `{2}`.', 'Ibis 12 knows no `{2}` on a {1}.'],
  },
  {
    error: /^IbisTypeError: .*(?:[Cc]ompar|incompatible|dtype|type)/,
    why: ['The types do not fit together.', 'The operation is not defined for these types.'],
  },
  {
    error: /[Dd]uplicate|collision/,
    why: ['Two columns would have the same name.', 'The names of the result would not be unique.'],
  },
  {
    error: /^TypeError: '(\w+)' object is not callable/,
    why: ['A {1} cannot be called.', 'What is called here is no function but a {1}.'],
  },
  {
    error: /^TypeError: '(\w+)' object is not (?:iterable|subscriptable)/,
    why: ['A {1} cannot be used this way.', 'The expression is a {1}, which is no container.'],
  },
];

const OTHERWISE: readonly string[] = ['Ibis refuses this: {0}.', 'This is not allowed: {0}.'];

const SILENT: readonly string[] = ['This does not work in Ibis 12.', 'Ibis 12 refuses this.'];

/** How a change is told: something is replaced, left out, or put in. */
const REPLACED: readonly string[] = [
  'Write `{right}` instead of `{wrong}`.',
  'It has to be `{right}`, not `{wrong}`.',
  'Replacing `{wrong}` with `{right}` fixes it.',
];
const REMOVED: readonly string[] = ['Leave out `{wrong}`.', 'It works without `{wrong}`.'];
const ADDED: readonly string[] = ['It needs `{right}` as well.', 'Adding `{right}` fixes it.'];

/** Two changes or more. */
const SEVERAL: readonly string[] = ['To fix it, {list}.', 'It works once you {list}.'];

/** Longest piece of code that an explanation quotes, and most changes that it tells of. */
const MOST_LETTERS = 90;
const MOST_SAID = 140;
const MOST_CHANGES = 3;

/**
 * What was wrong with a broken program and what fixes it, in two sentences; the wording depends on
 * the program alone. Undefined where the changes are too many or too long to be told.
 */
export function explain(
  error: string,
  changes: readonly Change[],
  broken: string,
): string | undefined {
  const distinct = changes.filter(
    (change, i) =>
      changes.findIndex(({ wrong, right }) => wrong === change.wrong && right === change.right) ===
      i,
  );
  const long = distinct.some(
    ({ wrong, right }) => Math.max(wrong.length, right.length) > MOST_LETTERS,
  );
  const unquotable = distinct.some(({ wrong, right }) => /[`\n]/.test(wrong + right));
  if (distinct.length === 0 || distinct.length > MOST_CHANGES || long || unquotable)
    return undefined;
  return `${whyOf(error, broken)} ${fixOf(distinct, broken)}`;
}

function whyOf(error: string, broken: string): string {
  for (const { error: pattern, why } of MEANINGS) {
    const match = pattern.exec(error);
    if (match === null) continue;
    return chosen(why, `why ${broken}`)
      .replaceAll(/\{(\d)\}/g, (_, group: string) => match[Number(group)] ?? '')
      .replaceAll(/\b([Aa]) (?=[AEIOU])/g, '$1n ');
  }
  const said = error.slice(error.indexOf(': ') + 2);
  if (said.length > MOST_SAID || said.includes('\n')) return chosen(SILENT, broken);
  return chosen(OTHERWISE, `why ${broken}`).replace('{0}', () => said.replace(/[.:]$/, ''));
}

function fixOf(changes: readonly Change[], broken: string): string {
  const [first, ...others] = changes;
  if (first === undefined) return '';
  if (others.length > 0) {
    const told = changes.map(toldInList);
    const list = `${told.slice(0, -1).join(', ')} and ${told.at(-1) ?? ''}`;
    return chosen(SEVERAL, `fix ${broken}`).replace('{list}', () => list);
  }
  const texts = first.wrong === '' ? ADDED : first.right === '' ? REMOVED : REPLACED;
  return chosen(texts, `fix ${broken}`)
    .replace('{wrong}', () => first.wrong)
    .replace('{right}', () => first.right);
}

const toldInList = ({ wrong, right }: Change): string => {
  if (wrong === '') return `add \`${right}\``;
  return right === '' ? `leave out \`${wrong}\`` : `replace \`${wrong}\` with \`${right}\``;
};

/** One of several, always the same for the same text. */
function chosen(texts: readonly string[], text: string): string {
  const [first = 0] = createHash('sha256').update(text).digest();
  return texts[first % texts.length] ?? '';
}
