import { clip, IbertError } from '@ibert/core';
import { tokenize, TokenType, type Token } from '@ibert/ibis';

/** A string that the text leaves open. */
interface OpenString {
  /** The characters that close it. */
  readonly quote: string;
  readonly content: string;
}

/** Unfinished code, cut into tokens. */
export interface Prefix {
  /** What every completion begins with. */
  readonly text: string;
  /** Tokens that stand in the text, and the ends of lines; an open string is none of them. */
  readonly tokens: readonly Token[];
  readonly openString: OpenString | undefined;
  /** What must stand before anything is added: the end of a comment's line, a space. */
  readonly lead: string;
}

/** Most characters of another error's message in ours. */
export const MESSAGE_LENGTH = 160;

const STRING_START = /^(?:[rubf]|rb|br|fr|rf)?("""|'''|"|')/i;

/**
 * Reads unfinished code. Line ends at its end, and the blanks beside them, are no part of it: they
 * are what `echo` and editors add. Blanks behind the last token are kept.
 *
 * @throws IbertError `NO_COMPLETION` where the text is no Python before its end.
 */
export function readPrefix(code: string): Prefix {
  const whole = code.replace(/\r?\n$/, '');
  const open = openStringOf(whole);
  if (open !== undefined) return open;
  const text = whole.replace(/[ \t]*(?:\r?\n[ \t]*)+$/, '').replace(/^[ \t]+$/, '');
  return closedPrefix(text);
}

function openStringOf(text: string): Prefix | undefined {
  const { list, fault } = tokenize(text);
  if (
    fault === undefined ||
    !/^unterminated (?:triple-quoted )?(?:string|f-string)/.test(fault.error.message)
  ) {
    return undefined;
  }
  const start = fault.error.span?.start ?? text.length;
  const quote = STRING_START.exec(text.slice(start))?.[1] ?? '"';
  const head = text.slice(start).indexOf(quote) + quote.length;
  const content = text.slice(start + head);
  if (quote.length === 1 && content.includes('\n')) throw notPython(fault.error);
  return { text, tokens: standing(list), openString: { quote, content }, lead: '' };
}

function closedPrefix(text: string): Prefix {
  const continued = text.endsWith('\\');
  const { list, fault } = tokenize(continued ? text.slice(0, -1) : text);
  if (fault !== undefined) throw notPython(fault.error);
  const tokens = standing(list);
  const rest = text.slice(tokens.at(-1)?.end ?? 0);
  const lead = rest.includes('#') || continued ? '\n' : '';
  return { text, tokens, openString: undefined, lead };
}

/** Leaves out what ends a text only because it ends. */
function standing(list: readonly Token[]): readonly Token[] {
  const last = list.findLastIndex(({ text }) => text !== '');
  return list.slice(0, last + 1).filter(({ type }) => type !== TokenType.End);
}

/** The refusal of a text that cannot be the beginning of a program. */
export function notPython(error: IbertError): IbertError {
  const [message = ''] = error.message.split('\n');
  return new IbertError(
    'NO_COMPLETION',
    `the code is wrong before its end, so that nothing can complete it: ${clip(message, MESSAGE_LENGTH)}`,
    {
      span: error.span,
      hint: error.hint ?? 'Correct this place first, or ask ibert-fix to do it.',
    },
  );
}
