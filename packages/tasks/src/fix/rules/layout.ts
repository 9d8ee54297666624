import { type Candidate, type Edit, inserted, replaced, type Rule } from '../candidate.js';
import { similarNames } from '../similar-names.js';
import type { Fault } from '../fault.js';

interface Line {
  readonly start: number;
  readonly text: string;
  readonly indent: string;
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const place = { start, text: line, indent: /^[ \t]*/.exec(line)?.[0] ?? '' };
    start += line.length + 1;
    return place;
  });
}

const isBlank = ({ text }: Line): boolean => /^\s*(?:#.*)?$/.test(text);

/** Indentation, tabs, chains over several lines, and headers without their colon. */
export const layout: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const lines = linesOf(fault.text);
  return [
    ...chainsWithoutBrackets(lines),
    ...indentations(fault, lines),
    ...missingColons(lines),
    ...returnsOutside(fault, lines),
    ...statementWords(fault),
    ...prompts(lines),
    ...braces(fault),
  ];
};

/** A chain over several lines holds together in parentheses only. */
function chainsWithoutBrackets(lines: readonly Line[]): Candidate[] {
  return lines.flatMap((line, index): Candidate[] => {
    const next = lines[index + 1];
    if (isBlank(line) || next === undefined) return [];
    const continues = (one: Line | undefined): boolean =>
      one !== undefined && /^\s*(?:[.&|]|%>%)/.test(one.text);
    if (!continues(next) || continues(line)) return [];
    let last = index + 1;
    for (let i = index + 1; i < lines.length; i += 1) {
      const one = lines[i];
      if (one === undefined || (!isBlank(one) && !/^[\s)\]}.]/.test(one.text))) break;
      if (!isBlank(one)) last = i;
    }
    const end = lines[last];
    const assigned = /^\s*(?:\w+\s*=(?!=)\s*|return\s+)?/.exec(line.text)?.[0].length ?? 0;
    if (end === undefined) return [];
    const why = 'A line that begins with a dot continues the one before only within parentheses.';
    return [
      {
        edits: [
          { start: line.start + assigned, end: line.start + assigned, text: '(' },
          {
            start: end.start + end.text.trimEnd().length,
            end: end.start + end.text.trimEnd().length,
            text: ')',
          },
        ],
        cost: 0.8,
        why,
      },
    ];
  });
}

function indentations(fault: Fault, lines: readonly Line[]): Candidate[] {
  const { type, message, span } = fault.failure;
  if (type === 'SyntaxError') return [];
  const number = span?.line ?? lines.length;
  const line = lines[number - 1];
  const before = lines.slice(0, number - 1).findLast((one) => !isBlank(one));
  const candidates: Candidate[] = [];
  const tabs = lines.flatMap(({ start, indent }): Edit[] =>
    indent.includes('\t')
      ? [{ start, end: start + indent.length, text: indent.replaceAll('\t', '    ') }]
      : [],
  );
  if (tabs.length > 0) {
    candidates.push({
      edits: tabs,
      cost: 0.9,
      why: 'Tabs and spaces are mixed in the indentation.',
    });
  }
  if (line === undefined) return candidates;
  const indented = (text: string, why: string, cost: number): Candidate =>
    replaced({ start: line.start, end: line.start + line.indent.length }, text, cost, why);
  if (/expected an indented block/.test(message)) {
    const deeper = `${before?.indent ?? ''}    `;
    const why = 'What belongs to the line before has to be indented.';
    const block = blockAfter(lines, number - 1, line.indent);
    const edits = block.map((one) => ({
      start: one.start,
      end: one.start + one.indent.length,
      text: deeper,
    }));
    return [...candidates, indented(deeper, why, 0.9), { edits, cost: 1, why }];
  }
  const why = `Line ${number} is indented although nothing before it opens a block.`;
  const levels = new Set(lines.slice(0, number - 1).map(({ indent }) => indent));
  const others = [...levels].map((indent) =>
    indented(indent, why, indent === before?.indent ? 0.9 : 1),
  );
  const all = lines.filter((one) => !isBlank(one) && one.indent !== '');
  const flat = all.map((one) => ({
    start: one.start,
    end: one.start + one.indent.length,
    text: '',
  }));
  const least = all.reduce((least, { indent }) => Math.min(least, indent.length), Infinity);
  const shifted = all.map((one) => ({ start: one.start, end: one.start + least, text: '' }));
  return [
    ...candidates,
    ...others,
    { edits: shifted, cost: 1, why },
    { edits: flat, cost: 1.2, why },
  ];
}

const blockAfter = (lines: readonly Line[], from: number, indent: string): readonly Line[] => {
  const rest = lines.slice(from);
  const end = rest.findIndex((one) => isBlank(one) || one.indent !== indent);
  return rest.slice(0, end === -1 ? undefined : end);
};

function missingColons(lines: readonly Line[]): Candidate[] {
  return lines.flatMap((line): Candidate[] => {
    const found = /^\s*(def|if|elif|else|for|while|try|with|class)\b[^:]*$/.exec(line.text);
    const code = /^(.*?)\s*(?:#.*)?$/.exec(line.text)?.[1] ?? line.text;
    if (found === null) return [];
    const why = `The line that begins with \`${found[1]}\` ends with a colon.`;
    return [inserted(line.start + code.length, ':', 0.9, why)];
  });
}

const WORDS =
  'def return import from lambda if elif else for while in not and or as True False None'.split(
    ' ',
  );

/** Misspelt keywords: `improt ibis`, `retrun x`, `form ibis import _`. */
function statementWords({ pieces }: Fault): Candidate[] {
  return pieces.flatMap((piece, index): Candidate[] => {
    const next = pieces[index + 1];
    if (piece.kind !== 'name' || next?.kind !== 'name' || pieces[index - 1]?.text === '.')
      return [];
    if (WORDS.includes(piece.text)) return [];
    return similarNames(piece.text, WORDS, 2)
      .filter(({ distance }) => distance < 0.45)
      .map(({ name, distance }) =>
        replaced(
          piece,
          name,
          0.95 + distance / 2,
          `\`${piece.text}\` is a slip for the keyword \`${name}\`.`,
        ),
      );
  });
}

/** `>>> ` and `In [1]: ` of a session that was copied. */
function prompts(lines: readonly Line[]): Candidate[] {
  const edits = lines.flatMap(({ start, text }): Edit[] => {
    const prompt = /^\s*(?:>>> ?|\.\.\. ?|In \[\d+\]: ?|```\w*\s*$)/.exec(text)?.[0];
    return prompt === undefined ? [] : [{ start, end: start + prompt.length, text: '' }];
  });
  return edits.length === 0
    ? []
    : [{ edits, cost: 0.8, why: 'Prompts and fences of a copied session are no code.' }];
}

/** Code blocks in braces. */
function braces({ text }: Fault): Candidate[] {
  return [...text.matchAll(/\)\s*\{\s*$/gm)].map((found) =>
    replaced(
      { start: found.index, end: found.index + found[0].length },
      '):',
      1.1,
      'A block begins with a colon in Python, not with a brace.',
    ),
  );
}

/** `return` where no function is. */
function returnsOutside(fault: Fault, lines: readonly Line[]): Candidate[] {
  if (!/outside function/.test(fault.error)) return [];
  return lines.flatMap(({ start, text }) => {
    const found = /^(?:return|yield)\s+/.exec(text)?.[0];
    const why = 'Outside of a function nothing is returned: the last expression is the answer.';
    return found === undefined
      ? []
      : [replaced({ start, end: start + found.length }, '', 0.9, why)];
  });
}
