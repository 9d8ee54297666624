import type { Random } from '@ibert/core';

import { BOMBS, BRACKETS, CHARACTERS, NUMBERS, OPERATORS, SNIPPETS } from './fragments.js';

/** Splits a text into words, numbers, strings, spaces and single characters; joined it is the same. */
const PIECE = /"[^"\n]*"|'[^'\n]*'|\w+|\n[ \t]*|[ \t]+|[^]/gu;

export const piecesOf = (text: string): string[] => text.match(PIECE) ?? [];

/** Longest text that mutations build on, so that they do not grow into one another. */
const MAX_LENGTH = 20_000;

type Mutation = (pieces: readonly string[], random: Random, other: readonly string[]) => string[];

const at = (pieces: readonly string[], random: Random): number => random.int(0, pieces.length);

const insert = (pieces: readonly string[], index: number, ...added: string[]): string[] => [
  ...pieces.slice(0, index),
  ...added,
  ...pieces.slice(index),
];

const inserting =
  (fragments: readonly string[]): Mutation =>
  (pieces, random) =>
    insert(pieces, at(pieces, random), random.choice(fragments));

/** Replaces a piece that matches; anywhere else where none does. */
const replacing =
  (what: RegExp, fragments: readonly string[]): Mutation =>
  (pieces, random) => {
    const places = [...pieces.keys()].filter((index) => what.test(pieces[index] ?? ''));
    const fragment = random.choice(fragments);
    if (places.length === 0) return insert(pieces, at(pieces, random), fragment);
    return pieces.toSpliced(random.choice(places), 1, fragment);
  };

const range = (pieces: readonly string[], random: Random): readonly [number, number] => {
  const start = at(pieces, random);
  return [start, Math.min(pieces.length, start + random.int(1, 12))];
};

const nest = (open: string, close: string): Mutation => {
  return (pieces, random) => {
    const [start, end] = range(pieces, random);
    const depth = random.choice([2, 20, 90, 150, 210, 1000]);
    return [
      ...pieces.slice(0, start),
      open.repeat(depth),
      ...pieces.slice(start, end),
      close.repeat(depth),
      ...pieces.slice(end),
    ];
  };
};

const MUTATIONS: readonly Mutation[] = [
  function remove(pieces, random) {
    const [start, end] = range(pieces, random);
    return pieces.toSpliced(start, end - start);
  },
  function removeOne(pieces, random) {
    return pieces.toSpliced(at(pieces, random), 1);
  },
  function duplicate(pieces, random) {
    const [start, end] = range(pieces, random);
    return insert(pieces, end, ...pieces.slice(start, end));
  },
  function repeat(pieces, random) {
    const index = at(pieces, random);
    const times = random.choice([3, 50, 500, 3000]);
    return insert(pieces, index, (pieces[index] ?? '-').repeat(times));
  },
  function swap(pieces, random) {
    if (pieces.length < 2) return [...pieces];
    const [a, b] = [random.int(0, pieces.length - 1), random.int(0, pieces.length - 1)];
    return pieces.with(a, pieces[b] ?? '').with(b, pieces[a] ?? '');
  },
  function move(pieces, random) {
    const [start, end] = range(pieces, random);
    const rest = pieces.toSpliced(start, end - start);
    return insert(rest, at(rest, random), ...pieces.slice(start, end));
  },
  function truncate(pieces, random) {
    return random.chance(0.5)
      ? pieces.slice(0, at(pieces, random))
      : pieces.slice(at(pieces, random));
  },
  function splice(pieces, random, other) {
    return [...pieces.slice(0, at(pieces, random)), ...other.slice(at(other, random))];
  },
  function borrow(pieces, random, other) {
    const [start, end] = range(other, random);
    return insert(pieces, at(pieces, random), ...other.slice(start, end));
  },
  function append(pieces, random, other) {
    return [...pieces, random.choice(['\n', ';', ' ', '']), ...other];
  },
  function indent(pieces, random) {
    const lines = pieces.join('').split('\n');
    const line = random.int(0, lines.length - 1);
    const space = random.choice([' ', '  ', '    ', '\t', '        ', '\t ', ' \t', '\f']);
    return lines.with(line, space + (lines[line] ?? '')).flatMap((text) => [text, '\n']);
  },
  function dedent(pieces, random) {
    const lines = pieces.join('').split('\n');
    const line = random.int(0, lines.length - 1);
    return lines.with(line, (lines[line] ?? '').trimStart()).flatMap((text) => [text, '\n']);
  },
  function wrap(pieces, random) {
    const [before, after] = random.choice([
      ['def f(t):\n    return (', ')\nf(1)'],
      ['[', ' for x in range(3)]'],
      ['(lambda t: (', '))(1)'],
      ['f"{', '}"'],
      ['try:\n    (', ')\nexcept Exception as e:\n    print(e)'],
      ['for i in range(1000):\n    (', ')'],
      ['print(repr(', '))'],
      ['str(', ')'],
      ['if ', ':\n    pass'],
      ['', ' if ibis else 1'],
      ['x = ', '\nx.foo'],
      ['x: int = ', ''],
      ['*a, b = ', ''],
      ['(', ').execute()'],
      ['ibis.literal(', ')'],
      ['{', ': 1}'],
    ] as const);
    return [before, ...pieces, after];
  },
  inserting(OPERATORS),
  inserting(BRACKETS),
  inserting(CHARACTERS),
  inserting(NUMBERS),
  inserting(SNIPPETS),
  replacing(/^[^\w\s"'()[\]{}]$/, OPERATORS),
  replacing(/^[()[\]{}]$/, BRACKETS),
  replacing(/^["']/, [...SNIPPETS, ...NUMBERS]),
  replacing(/^\d/, [...NUMBERS, ...SNIPPETS]),
  replacing(/^[a-z_]\w*$/i, SNIPPETS),
  replacing(/^[a-z_]\w*$/i, OPERATORS),
  nest('(', ')'),
  nest('[', ']'),
  nest('{', '}'),
  nest('-', ''),
  nest('not ', ''),
  nest('f(', ')'),
  nest('lambda: ', ''),
  nest('(x for x in ', ')'),
  nest('ibis.literal(', ')'),
  nest('', '.foo'),
  nest('1 if ', ' else 2'),
];

const BOMB_SHARE = 0.04;

/**
 * A mutant: a program, changed one to five times. `other` gives the programs that parts are borrowed
 * from.
 */
export function mutate(program: string, random: Random, other: () => string): string {
  let text = program;
  const changes = random.choice([1, 1, 1, 1, 2, 2, 3, 5]);
  for (let i = 0; i < changes; i++) {
    const mutation = random.choice(MUTATIONS);
    const changed = mutation(piecesOf(text), random, piecesOf(other())).join('');
    if (changed.length <= MAX_LENGTH) text = changed;
  }
  if (random.chance(BOMB_SHARE)) {
    const bomb = random.choice(BOMBS);
    const [last = ''] = bomb.split('\n').slice(-1);
    text = random.choice([
      `${bomb}\n${text}`,
      `${text}\n${bomb}`,
      bomb,
      text.replace(/\w+/, () => last),
    ]);
  }
  return text;
}
