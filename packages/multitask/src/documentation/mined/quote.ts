/** A docstring between its quotes, as a target has it; undefined where no such literal can hold it. */
export function quoteDocstring(text: string): string | undefined {
  if (text.includes('"""') || text.includes('\r')) return undefined;
  const prefix = text.includes('\\') ? 'r' : '';
  return `${prefix}"""${text}\n"""`;
}

/** The text that {@link quoteDocstring} has put between quotes; undefined for any other literal. */
export function unquoteDocstring(literal: string): string | undefined {
  const [, prefix, text] = /^(r?)"""([^]*)\n"""$/.exec(literal) ?? [];
  if (text === undefined || text.includes('"""')) return undefined;
  return text.includes('\\') === (prefix === 'r') ? text : undefined;
}
