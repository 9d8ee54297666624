/** One piece of a program or query: a comment, a text in quotes, a word, a number or a sign. */
const SQL_PIECE =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[\p{L}_$][\p{L}\p{N}_$]*|\d[\d.eE]*|\S/gu;
const CODE_PIECE =
  /#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}_][\p{L}\p{N}_]*|\d[\d._eE]*|\S/gu;

/** An SQL text without what does not count: white space, comments, case outside of quotes. */
export function plainSql(sql: string): string {
  return pieces(sql, SQL_PIECE)
    .filter((piece) => !piece.startsWith('--') && !piece.startsWith('/*'))
    .map((piece) => (/^['"`]/.test(piece) ? piece : piece.toLowerCase()))
    .join(' ')
    .replace(/( ;)+$/, '');
}

/**
 * Python text, whole or cut off anywhere, without what does not count: white space, comments, which
 * quotes stand around a text.
 */
export function plainCode(code: string): string {
  return codePieces(code)
    .map((piece) => (/^'[^"\\]*'$/.test(piece) ? `"${piece.slice(1, -1)}"` : piece))
    .join(' ');
}

/**
 * The skeleton of Python text that builds no query by itself: names but those of `kept` are
 * numbered in the order of first use, numbers and texts are erased.
 */
export function codeSkeleton(code: string, kept: ReadonlySet<string>): string {
  const numbers = new Map<string, number>();
  return codePieces(code)
    .map((piece) => {
      if (/^['"]/.test(piece)) return '"';
      if (/^\d/.test(piece)) return '#';
      if (!/^[\p{L}_]/u.test(piece) || kept.has(piece)) return piece;
      if (!numbers.has(piece)) numbers.set(piece, numbers.size);
      return `n${numbers.get(piece)}`;
    })
    .join(' ');
}

/** The skeleton of a sentence: no case, no punctuation, `#` for quoted parts, numbers and the names given. */
export function proseSkeleton(text: string, names: ReadonlySet<string>): string {
  return words(text.replace(/`[^`]*`|"[^"]*"|'[^'\s][^']*'(?![\p{L}])/gu, ' 0 '))
    .map((word) => (/^\d/.test(word) || names.has(word) ? '#' : word))
    .join(' ')
    .replace(/#( #)+/g, '#');
}

/** The words and operators of a text in lower case, without punctuation. */
export function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+|[<>=+\-*/%&|~]+/gu) ?? [];
}

const codePieces = (code: string): readonly string[] =>
  pieces(code, CODE_PIECE).filter((piece) => !piece.startsWith('#'));

const pieces = (text: string, pattern: RegExp): readonly string[] => text.match(pattern) ?? [];
