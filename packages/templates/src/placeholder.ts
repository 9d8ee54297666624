/**
 * The texts of a template: `{key}` stands for a value, `{{` and `}}` for braces.
 */

/** A text cut at its placeholders. */
export interface CompiledText {
  readonly pieces: readonly TextPiece[];
}

export type TextPiece =
  | { readonly kind: 'Literal'; readonly text: string }
  | {
      readonly kind: 'Placeholder';
      readonly key: string;
      readonly start: number;
      readonly end: number;
    };

/** What is wrong at a stretch of a text; offsets in code units. */
export interface TextFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

const BRACES_HINT = 'For a literal brace write {{ or }}.';
const TOKEN = /\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|[{}]/g;

/** Cuts a text at its placeholders; braces that are neither placeholder nor escape are faults. */
export function compileText(text: string): {
  readonly compiled: CompiledText;
  readonly faults: readonly TextFault[];
} {
  const pieces: TextPiece[] = [];
  const faults: TextFault[] = [];
  let literal = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, key] = match;
    const start = match.index;
    const end = start + token.length;
    literal += text.slice(at, start);
    at = end;
    if (key !== undefined) {
      if (literal !== '') pieces.push({ kind: 'Literal', text: literal });
      pieces.push({ kind: 'Placeholder', key, start, end });
      literal = '';
    } else if (token.length === 2) {
      literal += token.slice(1);
    } else {
      faults.push({ start, end, ...loneBrace(token, text, start) });
    }
  }
  literal += text.slice(at);
  if (literal !== '') pieces.push({ kind: 'Literal', text: literal });
  return { compiled: { pieces }, faults };
}

function loneBrace(
  brace: string,
  text: string,
  start: number,
): { readonly message: string; readonly hint: string } {
  if (brace === '}') return { message: 'found } without a { before it', hint: BRACES_HINT };
  const close = text.slice(start).search(/[}\n]/);
  if (close === -1 || text[start + close] === '\n') {
    return { message: 'found { that is not closed on its line', hint: BRACES_HINT };
  }
  const found = text.slice(start, start + close + 1);
  return {
    message: `${found} is not a placeholder: expected a name of letters, digits and underscores`,
    hint: BRACES_HINT,
  };
}

/**
 * Puts values in for placeholders, verbatim: a value is never searched for placeholders. White
 * space at the end goes; line breaks and indentation inside stay.
 */
export function renderText({ pieces }: CompiledText, value: (key: string) => string): string {
  return pieces
    .map((piece) => (piece.kind === 'Literal' ? piece.text : value(piece.key)))
    .join('')
    .trimEnd();
}
