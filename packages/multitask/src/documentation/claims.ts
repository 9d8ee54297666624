import type { Docstring } from './docstring.js';

/** Wordings of a bound with the operator that the code then has. */
const BOUNDS: readonly (readonly [words: RegExp, operator: string])[] = [
  [/\b(?:more than|above|greater than|exceeds?) (`\w+`|\d[\d.]*\d|\d)/g, '>'],
  [/\bat least (`\w+`|\d[\d.]*\d|\d)/g, '>='],
  [/(`\w+`|\d[\d.]*\d|\d) or more\b/g, '>='],
  [/\b(?:less than|below|under) (`\w+`|\d[\d.]*\d|\d)/g, '<'],
];

/** Numbers that a text may use without the code: counts begin with them. */
const FREE: ReadonlySet<string> = new Set(['0', '1']);

/**
 * A number, quoted text or bound that a docstring speaks of and the code does not have; undefined
 * when there is none. It holds of hand-written texts too, whose words nothing else can judge.
 *
 * @param computed numbers and texts that the code is known to have without writing them, such as
 *   1.25 of `1 + VAT`.
 */
export function claimFault(
  doc: Docstring,
  code: string,
  computed: readonly (string | number)[] = [],
): string | undefined {
  const written = code.replaceAll(DIGIT_GROUPS, '');
  const texts = [
    doc.summary,
    doc.details,
    doc.returns.text,
    ...doc.parameters.map(({ text }) => text),
    ...doc.returns.columns.map(({ text }) => text ?? ''),
  ];
  for (const text of texts) {
    const fault =
      numberFault(text, written, computed) ??
      quoteFault(text, code, computed) ??
      boundFault(text, written);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const NUMBER = /(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)/g;

/** Underscores within numbers: `90_000`. */
const DIGIT_GROUPS = /(?<=\b\d[\d_]*)_(?=\d)/g;

function numberFault(
  text: string,
  code: string,
  computed: readonly (string | number)[],
): string | undefined {
  const written = [...code.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  const known = new Set([...written, ...computed]);
  const strange = (text.match(NUMBER) ?? []).find(
    (number) => !FREE.has(number) && !known.has(Number(number)),
  );
  return strange === undefined ? undefined : `the text speaks of ${strange}, the code does not`;
}

function quoteFault(
  text: string,
  code: string,
  computed: readonly (string | number)[],
): string | undefined {
  for (const [, single, double] of text.matchAll(/(?<!\w)'([^']+)'(?!\w)|"([^"]+)"/g)) {
    const quoted = single ?? double ?? '';
    const found =
      code.includes(`'${quoted}'`) || code.includes(`"${quoted}"`) || computed.includes(quoted);
    if (!found) return `the text speaks of '${quoted}', the code does not`;
  }
  return undefined;
}

function boundFault(text: string, code: string): string | undefined {
  for (const [words, operator] of BOUNDS) {
    for (const [claim, bound = ''] of text.matchAll(words)) {
      const operand = bound.replaceAll('`', '').replaceAll('.', String.raw`\.`);
      const compared = new RegExp(String.raw`(<=|>=|<|>)\s*${operand}\b`, 'g');
      const operators = [...code.matchAll(compared)].map(([, found]) => found);
      if (operators.length > 0 && !operators.includes(operator)) {
        return `the text says "${claim}", the code compares with ${operators.join(', ')}`;
      }
    }
  }
  return undefined;
}
