import { argumentFills } from './arguments.js';
import { listsOf } from './calls.js';
import { best, scaled, type Fill, type Wanted } from './fill.js';
import type { Frame } from './frames.js';
import { keyOf, receiverKind } from './place.js';
import type { Binding, Scene } from './scene.js';
import { memberOf } from './signatures.js';
import { KEYWORDS } from './usage-table.js';
import { usesOf } from './uses.js';
import { sharesOf, totalOf } from './usage.js';

/** Arguments that may come next in a call: by position, named columns, keywords of its own. */
export function nextArguments(
  scene: Scene,
  binding: Binding,
  wanted: Wanted,
  frame: Frame,
): readonly Fill[] {
  const name = frame.callee?.name ?? '';
  const receiver = receiverKind(scene, binding, frame);
  const member = memberOf(scene.api, name, receiver);
  const parameters = member?.parameters ?? [];
  const takes = (kind: string): boolean => parameters.some((each) => each.kind === kind);
  const { position } = frame.slot;
  const positional = parameters.filter(({ kind }) => kind === 'positional').length;
  const mayBePositional =
    frame.keywords.length === 0 &&
    (position < positional || takes('rest') || parameters.length === 0);
  const uses = mayBePositional ? usesOf(wanted.key) + 1 : 0;
  const choices: { readonly fills: () => readonly Fill[]; readonly count: number }[] = [];
  const make = (argument: string): readonly Fill[] => {
    const place = keyOf(name, member, argument);
    return argumentFills(scene, { ...wanted, ...place }, listsOf(scene));
  };
  if (mayBePositional) {
    choices.push({ count: uses, fills: () => argumentFills(scene, wanted, listsOf(scene)) });
  }
  const needed = parameters.filter(({ kind }) => kind === 'positional')[position];
  const isNeeded = mayBePositional && needed?.required === true;
  const total = totalOf(KEYWORDS, name) * (isNeeded ? 0.02 : 1);
  for (const { value, share } of sharesOf(KEYWORDS, name)) {
    const count = share * total;
    if (value === '**') {
      if (takes('keywords')) choices.push({ count, fills: () => make('**') });
    } else if (!frame.keywords.includes(value) && parameters.some((each) => each.name === value)) {
      const fills = (): readonly Fill[] =>
        make(value).map((fill) => ({ ...fill, text: `${value}=${fill.text}` }));
      choices.push({ count, fills });
    }
  }
  for (const { name: each, kind } of parameters) {
    const isSeen = sharesOf(KEYWORDS, name).some(({ value }) => value === each);
    if (kind !== 'keyword' || isSeen || frame.keywords.includes(each)) continue;
    const fills = (): readonly Fill[] =>
      make(each)
        .slice(0, 2)
        .map((fill) => ({ ...fill, text: `${each}=${fill.text}` }));
    choices.push({ count: 0.05, fills });
  }
  const all = choices.reduce((sum, { count }) => sum + count, 0);
  return best(
    choices.flatMap(({ fills, count }) => fills().map((fill) => scaled(fill, count / all))),
    40,
  );
}
