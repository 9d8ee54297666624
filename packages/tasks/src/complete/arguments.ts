import { continued } from './continuations.js';
import { best, scaled, type Fill, type MakeLists, type Wanted } from './fill.js';
import { literalArguments, usesOf } from './uses.js';
import { joinKeys, matchingTables, otherTables } from './other-tables.js';
import { reference, type Column, type Scene } from './scene.js';
import { CONTINUED, LITERALS, PICKED, SIZES } from './usage-table.js';
import { literalsOf } from './literals.js';
import { hintedBy, nameWeight } from './name-hints.js';
import { sharesOf, totalOf, type Share } from './usage.js';

/** Parameters by name that other functions' arguments are like. */
const LIKE: Readonly<Record<string, string>> = {
  where: 'filter/*',
  predicates: 'filter/*',
  condition: 'filter/*',
  having: 'having/*',
  order_by: 'order_by/*',
  group_by: 'group_by/*',
  by: 'group_by/*',
  exprs: 'select/*',
  fields: 'select/*',
  columns: 'select/*',
  subset: 'select/*',
  col: 'select/*',
  on: 'group_by/*',
  key: 'order_by/*',
  'asc/0': 'order_by/*',
  'desc/0': 'order_by/*',
};

/** Parameters that take a table. */
const TABLES: ReadonlySet<string> = new Set(['right', 'table', 'tables', 'rest', 'first', 'left']);
/** Parameters whose arguments are of the type of the method's own value. */
const LIKE_SELF: ReadonlySet<string> = new Set(
  'value values other lower upper fill_value null_if_expr replacement'.split(' '),
);

/** How deep calls are made up inside each other. */
const MAX_DEPTH = 2;

/** Arguments for a place, likeliest first. */
export function argumentFills(scene: Scene, wanted: Wanted, lists: MakeLists): readonly Fill[] {
  const { parameter = '', key } = wanted;
  const isJoin =
    parameter === 'predicates' && !key.startsWith('filter') && !key.startsWith('having');
  const forms = formFills(wanted);
  if (forms.length > 0) return forms;
  const fills = [
    ...(isJoin ? joinKeys(scene, wanted) : []),
    ...(TABLES.has(parameter) && isTablePlace(key) ? otherTables(scene) : []),
    ...(SETS.test(key) ? matchingTables(scene, wanted.columns) : []),
    ...variableFills(scene, wanted),
    ...(isJoin ? [] : usedFills(scene, wanted, lists)),
    ...nameLists(wanted),
    ...branchFills(scene, wanted, lists),
  ];
  return best(fills, 40);
}

/** Arguments that only a certain form fits: a function, a selector, a choice of words. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  func: ['_.max()', '_.sum()', 'lambda x: x * 2', 'lambda x: x'],
  predicate: ['_.notnull()', '_ > 0', 'lambda x: x.notnull()'],
  selector: ['s.numeric()', 's.all()'],
  'where/0': ['lambda column: column.type().is_numeric()'],
  'corr/how': ['"pop"'],
  'cov/how': ['"pop"', '"sample"'],
  'struct/0': ['{"a": 1}'],
  lname: ['"{name}_left"'],
  rname: ['"{name}_right"'],
  tolerance: ['ibis.interval(days=1)'],
  'memtable/columns': ['["a"]', '["a", "b"]', '["a", "b", "c"]'],
  'map/1': ['ibis.array([1])', '[1]'],
};

/** Forms for a place, unless it takes any number of arguments. */
function formFills({ key, parameter = '' }: Wanted): readonly Fill[] {
  const forms = FORMS[key] ?? (key.endsWith('/*') ? undefined : FORMS[parameter]);
  return (forms ?? []).map((text, i) => ({
    text,
    score: 3 / (i + 1),
    why: 'an argument of the form that is wanted',
  }));
}

/** Branches of `cases`: a test, or a value that is compared with, and what it gives. */
function branchFills(scene: Scene, wanted: Wanted, lists: MakeLists): readonly Fill[] {
  const { key, receiverType, inside, depth } = wanted;
  if (key !== 'cases/*' || inside.length > 0 || depth >= MAX_DEPTH) return [];
  const tests: readonly Fill[] =
    receiverType === undefined
      ? fillsByKey(scene, { ...wanted, depth: MAX_DEPTH - 1 }, 'filter/*', lists)
      : literalsOf(receiverType).map(({ value, share }) => ({
          text: value,
          score: share,
          why: 'a literal of the same type',
        }));
  return best(tests, 5).map((fill) => ({
    ...fill,
    text: `(${fill.text}, "low")`,
    score: 2 * fill.score,
  }));
}

/** Names of several columns: the key first, then those that the program uses, then the others. */
function nameLists({ key, columns, style, inside, first, row }: Wanted): readonly Fill[] {
  const [callee = '', place] = key.split('/');
  if (place !== '*' || first !== true || inside.length > 0) return [];
  const rank = ({ used, class: of }: Column): number => (of === 'key' ? 0 : used ? 1 : 2);
  const ordered = columns.toSorted((a, b) => rank(a) - rank(b));
  return sharesOf(SIZES, callee).flatMap(({ value, share }): Fill[] => {
    const chosen = ordered.slice(0, Number(value));
    const text = chosen
      .map(({ name }) => (style === 'attribute' ? reference(row, name) : JSON.stringify(name)))
      .join(', ');
    const why = `the columns ${chosen.map(({ name }) => name).join(', ')}`;
    return chosen.length < 2 ? [] : [{ text, score: share, why }];
  });
}

/** Whether names of columns are given at a place. */
export const takesNames = (key: string): boolean =>
  [key, LIKE[key.split('/')[1] ?? '']].some(
    (each) =>
      each !== undefined &&
      sharesOf(PICKED, each).some(({ value }) =>
        sharesOf(CONTINUED, `${each} ${value}`).some((next) => next.value === 'name'),
      ),
  );

const SETS = /^(?:union|intersect|difference)\//;

const isTablePlace = (key: string): boolean =>
  /^(?:\w*join|union|intersect|difference)\//.test(key);

/** Columns and literals as programs use them at this place, or at one that is like it. */
function usedFills(scene: Scene, wanted: Wanted, lists: MakeLists): readonly Fill[] {
  const { key, parameter = '' } = wanted;
  // The branches of `cases` are made of tests instead.
  if (key === 'cases/*' && wanted.inside.length === 0) return [];
  const uses = usesOf(key);
  const like = LIKE[key] ?? LIKE[parameter];
  const own = uses === 0 ? [] : fillsByKey(scene, wanted, key, lists);
  // A place that is seldom seen is filled as a similar one too.
  if (like === undefined || like === key) {
    return own.length > 0 ? own : fallbackFills(wanted, lists);
  }
  const weight = uses / (uses + 20);
  return [
    ...own.map((fill) => ({ ...fill, score: fill.score * weight })),
    ...fillsByKey(scene, wanted, like, lists).map((fill) => ({
      ...fill,
      score: fill.score * (1 - weight),
    })),
  ];
}

function fillsByKey(scene: Scene, wanted: Wanted, key: string, lists: MakeLists): readonly Fill[] {
  const byColumns = columnFills(scene, wanted, key, lists);
  const literals = totalOf(LITERALS, key);
  const columns = usesOf(key) - literals;
  // A list of values holds literals; what is given instead of a list is a column.
  const isList = wanted.inside.at(-1) === 'list' && LIKE_SELF.has(wanted.parameter ?? '');
  const share = isList ? 0.01 : columns / (columns + literals);
  return [
    ...byColumns.map((fill) => ({ ...fill, score: fill.score * share })),
    ...literalFills(wanted, key).map((fill) => ({ ...fill, score: fill.score * (1 - share) })),
  ];
}

function literalFills(
  { receiverType, parameter = '', inside, before }: Wanted,
  key: string,
): readonly Fill[] {
  const like = LIKE_SELF.has(parameter) ? receiverType : undefined;
  const above = parameter === 'upper' ? Number(before) : Number.NaN;
  const isAbove = (value: string): boolean => Number.isNaN(above) || Number(value) > above;
  const shares = literalArguments(key, like).filter(({ value }) => isAbove(value));
  return shares.map(({ value, share }) => ({
    text: inside.length > 0 ? value.replace(/^[[(](.*)[\])]$/, '$1') : value,
    score: share,
    why: 'a literal that fits here',
  }));
}

function columnFills(scene: Scene, wanted: Wanted, key: string, lists: MakeLists): readonly Fill[] {
  const { columns, resultName, depth } = wanted;
  const hint = (name: string | undefined, next: string): number =>
    resultName === undefined ? 1 : nameWeight(resultName, name, next);
  return classRates(key, columns).flatMap(({ value: of, share: rate }) => {
    const nexts = nextsOf(key, of, resultName).filter(
      ({ value }) => depth < MAX_DEPTH || value === 'name' || value === '',
    );
    const most = depth > 1 ? 2 : resultName === undefined ? 6 : 14;
    const chosen =
      of === 'rows'
        ? [{ column: undefined, weight: 1 }]
        : ranked(
            columns.filter((column) => column.class === of),
            (name) => hint(name, 'name'),
          );
    return chosen.flatMap(({ column, weight }) =>
      nexts
        .map(({ value, share }) => ({ value, share: share * hint(column?.name, value) }))
        .toSorted((a, b) => b.share - a.share)
        .slice(0, most)
        .flatMap(({ value, share }) =>
          continued(scene, wanted, column, value, lists).map((fill) =>
            scaled(fill, rate * weight * share),
          ),
        ),
    );
  });
}

/** Whether nothing but names of columns is given at a place. */
const takesOnlyNames = (key: string): boolean =>
  sharesOf(PICKED, key).every(({ value }) =>
    sharesOf(CONTINUED, `${key} ${value}`).every((next) => next.value === 'name'),
  );

/** How readily each class of column that is at hand is taken. */
function classRates(key: string, columns: readonly Column[]): readonly Share[] {
  const rates = sharesOf(PICKED, key);
  if (rates.length === 0) return [];
  const seldom = [...new Set(columns.map((column) => column.class))].flatMap((of) =>
    rates.some(({ value }) => value === of) ? [] : [{ value: of, share: 0.01 }],
  );
  const present = [...rates, ...seldom].filter(
    ({ value }) => value === 'rows' || columns.some((column) => column.class === value),
  );
  const total = present.reduce((sum, { share }) => sum + share, 0);
  return present.map(({ value, share }) => ({ value, share: share / total }));
}

/** What may be done first with a column: what programs do here, and what the result's name says. */
function nextsOf(key: string, of: string, resultName: string | undefined): readonly Share[] {
  if (takesOnlyNames(key)) return of === 'rows' ? [] : [{ value: 'name', share: 1 }];
  const seen = sharesOf(CONTINUED, `${key} ${of}`);
  const nexts = seen.length > 0 ? seen : sharesOf(CONTINUED, `select/** ${of}`);
  if (resultName === undefined || of === 'rows') return nexts;
  const hinted = hintedBy(resultName).filter(
    (next) => next.startsWith('.') && !nexts.some(({ value }) => value === next),
  );
  return [...nexts, ...hinted.map((value) => ({ value, share: 0.05 }))];
}

/** Columns with their part of the choice: those that the program does not name yet go first. */
function ranked(
  columns: readonly Column[],
  hint: (name: string) => number,
): readonly { readonly column: Column; readonly weight: number }[] {
  const weights = columns.map(({ used }, i) => (used ? 0.3 : 1) / (1 + i * 0.25));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return columns
    .map((column, i) => ({ column, weight: (weights[i] ?? 0) / total }))
    .toSorted((a, b) => b.weight * hint(b.column.name) - a.weight * hint(a.column.name))
    .slice(0, 5);
}

/** Variables that are assigned and not used yet want to be used. */
function variableFills(scene: Scene, { columns, depth, key }: Wanted): readonly Fill[] {
  if (depth > 1) return [];
  const parameters = scene.definition?.parameters.slice(1) ?? [];
  const own = takesNames(key)
    ? parameters.map((name): Fill => ({
        text: name,
        score: scene.words.get(name) === 1 ? 0.6 : 0.02,
        why: `the parameter ${name}`,
      }))
    : [];
  const variables = scene.variables.flatMap((name): Fill[] => {
    const kind = scene.probe.kindOf(name);
    if (kind === undefined || kind.kind === 'table' || kind.kind === 'grouped') return [];
    const unused = scene.words.get(name) === 1;
    const isWindow = kind.kind === 'other' && kind.name.includes('Window');
    const fits = isWindow ? key.startsWith('over/') : columns.length > 0;
    if (!fits) return [];
    return [{ text: name, score: unused ? 0.5 : 0.02, why: `the variable ${name}` }];
  });
  return [...own, ...variables];
}

/** What to try at a place that no program has shown: literals, then columns. */
function fallbackFills(wanted: Wanted, lists: MakeLists): readonly Fill[] {
  const { key, receiverType, row, columns } = wanted;
  const literals = literalArguments(key, receiverType).map(({ value, share }) => ({
    text: value,
    score: share,
    why: 'a literal that fits here',
  }));
  const others = ['1', '"a"', '2', 'True', 'None'].map((text, i) => ({
    text,
    score: 0.05 / (i + 1),
    why: 'a literal',
  }));
  const own = columns.slice(0, 12).flatMap(({ name }, i): Fill[] => [
    { text: reference(row, name), score: 0.2 / (i + 1), why: `the column ${name}` },
    { text: JSON.stringify(name), score: 0.15 / (i + 1), why: `the column ${name}` },
  ]);
  const calls = wanted.depth < MAX_DEPTH ? callFills(wanted, lists) : [];
  return [...literals, ...own, ...others, ...calls];
}

/** Functions of a module that programs call at the start of an argument. */
function callFills({ row, columns, depth }: Wanted, lists: MakeLists): readonly Fill[] {
  return ['literal', 'now'].flatMap((name) =>
    lists({ name, receiver: 'ibis', row, columns, depth: depth + 1 }, 1).map(({ text, score }) => ({
      text: `ibis.${name}(${text})`,
      score: score * 0.01,
      why: `ibis.${name}`,
    })),
  );
}
