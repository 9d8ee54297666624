import type { PythonAst } from '@ibert/ibis';

import { parametersOf } from '../api-names.js';
import { type Candidate, replaced, type Rule } from '../candidate.js';
import { type Fault } from '../fault.js';
import { parametersMeant } from '../foreign-names.js';
import { similarNames } from '../similar-names.js';

/** Arguments of other libraries without a counterpart. */
const NEEDLESS =
  /^(?:inplace|axis|ignore_index|as_index|copy|validate|indicator|index|level|observed|numeric_only|maintain_order|kind|drop|sort|regex|na|case|skipna)$/;

const UNEXPECTED =
  /(?:(\w+)\(\) )?got (?:an unexpected|some positional-only|multiple values).*?keyword argument '(\w+)'|unexpected keyword argument '(\w+)'|missing a required argument|too many positional|passed as keyword arguments?: '(\w+)'/;

/** Arguments by names that the method has not. */
export const keywordArguments: Rule = (fault) => {
  const found = UNEXPECTED.exec(fault.error);
  const wrong = found?.[2] ?? found?.[3] ?? found?.[4];
  if (wrong === undefined) return [];
  return fault.calls.flatMap(({ call, name }): Candidate[] => {
    const index = call.args.findIndex((argument) => argument.name?.name === wrong);
    const argument = call.args[index];
    if (argument?.name === undefined) return [];
    const key = argument.name;
    const parameters = parametersOf(name.name).filter((one) => one !== 'self');
    const why = `\`${name.name}\` has no parameter \`${wrong}\``;
    const synonyms = parametersMeant(wrong)
      .filter((right) => parameters.includes(right))
      .map((right, at) =>
        replaced(key, right, 0.9 + at / 50, `${why}; it is called \`${right}\`.`),
      );
    const near = similarNames(wrong, parameters).map(({ name: right, distance }) =>
      replaced(key, right, 0.95 + distance, `${why}; the nearest name is \`${right}\`.`),
    );
    const value = fault.slice(argument.value);
    const plain = replaced(
      argument,
      value,
      standsAlone(fault, wrong) ? 1.05 : 1.9,
      `${why}; the value stands alone.`,
    );
    const compared =
      /^(?:filter|having|join|\w+_join)$/.test(name.name) || fault.columns.has(wrong)
        ? [
            replaced(
              argument,
              `_.${wrong} == ${value}`,
              name.name === 'filter' ? 0.8 : 1.3,
              `\`${wrong}=${value}\` names an argument; a condition is written \`_.${wrong} == ${value}\`.`,
            ),
          ]
        : [];
    const needless = NEEDLESS.test(wrong)
      ? [withoutArgument(call.args, index, 1, `${why} and needs none.`, call.callee.end)]
      : [];
    return [...synonyms, ...near, ...compared, plain, ...needless];
  });
};

/** Whether the value of an argument means the same without the name. */
const standsAlone = ({ error }: Fault, name: string): boolean =>
  /positional-only/.test(error) ||
  /^(?:on|by|columns?|cols|keys?|names?|n|values?|items|condition|predicate|expr|decimals|digits|dtype|other|right|pattern|pat|sep)$/.test(
    name,
  );

/** A call without one of its arguments, comma included. */
function withoutArgument(
  args: readonly { readonly start: number; readonly end: number }[],
  index: number,
  cost: number,
  why: string,
  from: number,
): Candidate {
  const [argument, next, before] = [args[index], args[index + 1], args[index - 1]];
  const start = next === undefined && before !== undefined ? before.end : (argument?.start ?? from);
  const end = next === undefined ? (argument?.end ?? from) : next.start;
  return replaced({ start, end }, '', cost, why);
}

const TOO_MANY =
  /takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)|too many positional|takes no arguments|not enough values to unpack|too many values to unpack|expected \d+ arguments?|takes exactly|takes at most/;

/** Too many arguments: a list is meant, or some are left out. */
export const tooManyArguments: Rule = (fault) => {
  if (!TOO_MANY.test(fault.error)) return [];
  return fault.calledHere.flatMap(({ call, name, object }): Candidate[] => {
    const { args } = call;
    const [first, last] = [args[0], args.at(-1)];
    if (first === undefined || last === undefined) return [];
    const why = `\`${name.name}\` takes fewer arguments`;
    const positionals = args.filter(({ kind }) => kind === 'positional');
    const until = positionals.at(-1);
    const listed =
      positionals.length < 2 || until === undefined
        ? []
        : [
            replaced(
              { start: first.start, end: until.end },
              `[${fault.slice({ start: first.start, end: until.end })}]`,
              0.95,
              `${why}; the values are given as one list.`,
            ),
          ];
    const unpacked =
      positionals.length === 1 && first.value.kind === 'List'
        ? [
            replaced(
              first,
              first.value.items.map((item) => fault.slice(item)).join(', '),
              1,
              `${why} of another shape; the values are given one by one.`,
            ),
          ]
        : [];
    const column =
      first.value.kind === 'Str' && object.kind === 'Name'
        ? [
            replaced(
              call,
              `${fault.slice(object)}.${first.value.value}.${name.name}()`,
              1,
              `\`${name.name}\` works on a column: \`${fault.slice(object)}.${first.value.value}\`.`,
            ),
          ]
        : [];
    const without = isRedundant(fault, last.value, object)
      ? [
          withoutArgument(
            args,
            args.length - 1,
            1.2,
            `${why}; the last says nothing more.`,
            call.callee.end,
          ),
        ]
      : [];
    return [...listed, ...unpacked, ...column, ...without, ...namedLast(fault, call, name.name)];
  });
};

/** Whether an argument repeats what the method is called on: `x.sum("x")`, `count("*")`, `count(1)`. */
function isRedundant(
  fault: Fault,
  value: PythonAst.Expression,
  object: PythonAst.Expression,
): boolean {
  if (value.kind === 'Constant') return fault.slice(value) === '1';
  if (value.kind === 'Str')
    return value.value === '*' || (object.kind === 'Attribute' && object.attr.name === value.value);
  return fault.slice(value) === fault.slice(object);
}

/** An argument that only its name may pass: `rank(True)`, `bucket([…], True)`, `cases(…, 0)`. */
function namedLast(
  fault: Fault,
  call: {
    readonly args: readonly {
      readonly kind: string;
      readonly start: number;
      readonly end: number;
    }[];
  },
  name: string,
): Candidate[] {
  const last = call.args.findLast(({ kind }) => kind === 'positional');
  if (last === undefined) return [];
  return [...new Set(parametersOf(name))]
    .slice(0, 12)
    .map((parameter, index) =>
      replaced(
        last,
        `${parameter}=${fault.slice(last)}`,
        1.1 + index / 50,
        `\`${name}\` takes this argument by its name: \`${parameter}=\`.`,
      ),
    );
}

/** Arguments in lists, tuples and dictionaries where another shape is expected. */
export const argumentShapes: Rule = (fault) => {
  if (fault.isSyntax) return [];
  return fault.calls.flatMap(({ call, name }): Candidate[] => {
    const [first] = call.args;
    if (first === undefined) return [];
    if (name.name === 'cases') return casesOf(fault, call, first);
    const why = `\`${name.name}\` expects its argument in another shape.`;
    if (
      /^(?:isin|notin)$/.test(name.name) &&
      call.args.length === 1 &&
      /^(?:Str|Constant)$/.test(first.value.kind)
    ) {
      return [replaced(first, `[${fault.slice(first)}]`, 0.95, why)];
    }
    if (/^(?:isin|notin)$/.test(name.name) && first.value.kind === 'Call') {
      return columnOfSelection(fault, first.value);
    }
    const table = first.value.kind === 'Str' ? first.value.value : '';
    if (name.name === 'table' && Object.hasOwn(fault.tables, table)) {
      const reason = `The table \`${table}\` is there as a variable; \`ibis.table\` needs its schema.`;
      return [replaced(call, table, 0.9, reason)];
    }
    if (
      /^(?:mutate|select|agg)$/.test(name.name) &&
      first.value.kind === 'Dict' &&
      call.args.length === 1
    ) {
      return [
        replaced(
          first,
          `**${fault.slice(first)}`,
          1.05,
          'New columns are keyword arguments; a dictionary of them is unpacked with `**`.',
        ),
      ];
    }
    if (
      /^(?:limit|head|sample)$/.test(name.name) &&
      first.value.kind === 'Str' &&
      /^[\d.]+$/.test(first.value.value)
    ) {
      return [
        replaced(first, first.value.value, 0.9, `\`${name.name}\` takes a number, not a text.`),
      ];
    }
    if (name.name === 'rename' && first.value.kind === 'Dict') {
      const swapped = first.value.items.flatMap(({ key, value }) =>
        key === undefined ? [] : [`${fault.slice(value)}: ${fault.slice(key)}`],
      );
      return [
        replaced(
          first.value,
          `{${swapped.join(', ')}}`,
          0.95,
          'In `rename` the new name comes first, then the old one.',
        ),
      ];
    }
    return [];
  });
};

/** Branches of `cases` in a list, bare, or with the default among them. */
function casesOf(
  fault: Fault,
  call: (typeof fault.calls)[number]['call'],
  first: (typeof call.args)[number],
): Candidate[] {
  const why = '`cases` takes pairs of condition and result, and the rest as `else_`.';
  const candidates: Candidate[] = [];
  if (first.value.kind === 'List') {
    const inner = fault.slice(first.value).slice(1, -1).replace(/,\s*$/, '');
    candidates.push(replaced(first, inner, 0.95, why));
  }
  const last = call.args.at(-1);
  if (
    last !== undefined &&
    last.kind === 'positional' &&
    last.value.kind !== 'Tuple' &&
    call.args.length > 1
  ) {
    candidates.push(replaced(last, `else_=${fault.slice(last)}`, 0.9, why));
  }
  const [one, two, three] = call.args;
  if (
    one !== undefined &&
    two !== undefined &&
    one.value.kind !== 'Tuple' &&
    call.args.length <= 3
  ) {
    const otherwise = three === undefined ? '' : `, else_=${fault.slice(three.value)}`;
    const place = { start: one.start, end: (three ?? two).end };
    candidates.push(
      replaced(place, `(${fault.slice(one)}, ${fault.slice(two)})${otherwise}`, 0.95, why),
    );
  }
  return candidates;
}

const MISSING =
  /missing \d+ required positional arguments?: (.*)|missing a required argument: (.*)/;

/** What stands for a value that is not given. */
const ABSENT: Readonly<Record<string, string>> = {
  false_expr: 'None',
  ifelse: 'None',
  else_: 'None',
};

/** Arguments that are missing and mean NULL where SQL leaves them out. */
export const missingArguments: Rule = (fault) => {
  const found = MISSING.exec(fault.failure.message);
  const parameter = (found?.[1] ?? found?.[2] ?? '').replaceAll(/['"]/g, '');
  const value = ABSENT[parameter];
  if (found === null) return [];
  if (value === undefined) return unpackedLists(fault);
  return fault.calledHere.flatMap(({ call, name }): Candidate[] => {
    const last = call.args.at(-1);
    if (last === undefined) return [];
    const place = { start: last.end, end: last.end };
    return [
      replaced(
        place,
        `, ${value}`,
        1,
        `\`${name.name}\` also needs \`${parameter}\`; where SQL gives NULL it is \`${value}\`.`,
      ),
    ];
  });
};

/** `between([1, 5])`: a list where its items are the arguments. */
const unpackedLists = (fault: Fault): readonly Candidate[] =>
  fault.calledHere.flatMap(({ call, name }): Candidate[] => {
    const [only] = call.args;
    if (only === undefined || call.args.length !== 1) return [];
    if (only.value.kind !== 'List' && only.value.kind !== 'Tuple') return [];
    const text = only.value.items.map((item) => fault.slice(item)).join(', ');
    const why = `\`${name.name}\` takes its values one by one: \`${name.name}(${text})\`.`;
    return [replaced(only, text, 0.95, why)];
  });

/** `x.isin(t.select("id"))` → `x.isin(t["id"])`. */
function columnOfSelection(
  fault: Fault,
  { callee, args, start, end }: PythonAst.Call,
): Candidate[] {
  const [only] = args;
  if (callee.kind !== 'Attribute' || callee.attr.name !== 'select') return [];
  if (only?.value.kind !== 'Str' || args.length !== 1) return [];
  const text = `${fault.slice(callee.object)}[${fault.slice(only)}]`;
  const why = `Membership is tested in a column, not in a table: \`${text}\`.`;
  return [replaced({ start, end }, text, 0.9, why)];
}
