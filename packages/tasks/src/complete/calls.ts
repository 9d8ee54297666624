import { argumentFills } from './arguments.js';
import type { Called, Fill, Given, MakeLists, Wanted } from './fill.js';
import { keyOf } from './place.js';
import type { Scene } from './scene.js';
import { memberOf, type ApiMember, type Parameter } from './signatures.js';
import { usesOf } from './uses.js';

/** Methods that mean little without an argument that they do not insist on. */
const WANTED_PARAMETERS: ReadonlySet<string> = new Set([
  'predicates',
  'by',
  'subset',
  'on',
  'values',
]);
/** Keywords whose defaults fit few tables, or no engine. */
const WANTED_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  pivot_wider: ['names_from', 'names', 'values_from'],
  corr: ['how'],
};
/** Methods that refuse to be called without any of their arguments. */
const NEEDS_ONE: ReadonlySet<string> = new Set(
  (
    'filter select mutate group_by agg aggregate order_by having relocate coalesce ' +
    'rename cast over window cases across cols concat union intersect difference drop unpack'
  ).split(' '),
);

/**
 * Argument lists for a call, likeliest first: the arguments that it needs, from those that programs
 * give it and the columns at hand.
 *
 * @param given arguments that stand there already: how many by position, and which keywords.
 */
export function argumentLists(
  scene: Scene,
  called: Called,
  most: number,
  given: Given = NONE,
): readonly Fill[] {
  const member = memberOf(scene.api, called.name, called.receiver);
  if (member?.parameters === undefined) return [PLAIN];
  const missing = missingOf(called.name, member, given);
  if (missing.length === 0) return [PLAIN];
  let lists: readonly Fill[] = [PLAIN];
  for (const [i, argument] of missing.entries()) {
    const fills = fillsOf(scene, called, member, argument, given).slice(0, i === 0 ? most : 2);
    lists = lists
      .flatMap(({ text, score }) =>
        fills.map((fill) => ({
          text: text === '' ? fill.text : `${text}, ${fill.text}`,
          score: score * fill.score,
          why: fill.why,
        })),
      )
      .toSorted((a, b) => b.score - a.score)
      .slice(0, most);
  }
  return lists;
}

const NONE = { positions: 0, keywords: [] };
const PLAIN: Fill = { text: '', score: 1, why: 'a call' };

/** The arguments that a call still needs, by position or keyword. */
function missingOf(
  name: string,
  { parameters = [] }: ApiMember,
  given: Given,
): readonly (number | string)[] {
  const isGiven = (parameter: Parameter, i: number): boolean =>
    i < given.positions || given.keywords.includes(parameter.name);
  const positional = parameters.filter(({ kind }) => kind === 'positional');
  const needed = positional.flatMap((parameter, i): number[] => {
    const isWanted = WANTED_PARAMETERS.has(parameter.name) && given.keywords.length === 0;
    const isNeeded = parameter.required || isWanted;
    return isNeeded && parameter.name !== 'self' && !isGiven(parameter, i) ? [i] : [];
  });
  const keywords = parameters.flatMap((parameter): string[] =>
    parameter.kind === 'keyword' && parameter.required && !given.keywords.includes(parameter.name)
      ? [parameter.name]
      : [],
  );
  const wanted = (WANTED_KEYWORDS[name] ?? []).filter((each) => !given.keywords.includes(each));
  keywords.push(...wanted);
  const isEmpty = given.positions === 0 && given.keywords.length === 0;
  if (!isEmpty || !NEEDS_ONE.has(name) || needed.length + keywords.length > 0)
    return [...needed, ...keywords];
  return [likeliest(name, parameters)];
}

/** The argument that programs give most. */
function likeliest(name: string, parameters: readonly Parameter[]): number | string {
  const named = parameters
    .filter(({ kind }) => kind === 'keyword' || kind === 'positional')
    .map((parameter) => parameter.name);
  const choices: readonly (readonly [number | string, string])[] = [
    [0, `${name}/${parameters.some(({ kind }) => kind === 'rest') ? '*' : 0}`],
    ['**', `${name}/**`],
    ...named.map((each) => [each, `${name}/${each}`] as const),
  ];
  const uses = choices.map(([argument, key]) => ({ argument, count: usesOf(key) }));
  return uses.toSorted((a, b) => b.count - a.count)[0]?.argument ?? 0;
}

function fillsOf(
  scene: Scene,
  called: Called,
  member: ApiMember,
  argument: number | string,
  given: Given,
): readonly Fill[] {
  const { name, receiver, row, columns, depth, right } = called;
  const { key, parameter } = keyOf(name, member, argument);
  const receiverType =
    typeof receiver === 'object' && receiver.kind === 'value' ? receiver.type : undefined;
  const wanted: Wanted = {
    key,
    parameter,
    receiverType,
    row,
    columns,
    depth: depth + 1,
    inside: [],
    right,
    first: true,
  };
  const fills = argumentFills(scene, wanted, listsOf(scene));
  // Behind a keyword nothing can be given by position.
  const byName = given.keywords.length > 0 ? parameter : undefined;
  const keyword = typeof argument === 'number' ? byName : argument;
  if (keyword === undefined || keyword === '**') return fills;
  return fills.map((fill) => ({ ...fill, text: `${keyword}=${fill.text}` }));
}

/** Makes lists of arguments in a scene. */
export const listsOf =
  (scene: Scene): MakeLists =>
  (called, most, given) =>
    argumentLists(scene, called, most, given);
