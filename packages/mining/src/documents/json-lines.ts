/**
 * The lines on which the sources of a notebook's cells begin and end, in order. The text must be JSON.
 */
export function sourceLines(json: string): readonly { line: number; endLine: number }[] {
  const found: { line: number; endLine: number }[] = [];
  /** Names and depths of what is open; an array has no name. */
  const open: { isObject: boolean; key: string; start: number }[] = [];
  let line = 1;
  let word = '';
  let key = '';
  const isSource = (): boolean => {
    if (key !== 'source' && key !== 'input') return false;
    const keys = new Set(open.map((level) => level.key));
    return keys.has('cells') && !keys.has('outputs');
  };
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '\n') line += 1;
    else if (sign === '"') {
      const end = endOfText(json, at);
      word = json.slice(at + 1, end);
      at = end;
      const top = open.at(-1);
      if (top?.isObject === true && key !== '') {
        if (isSource()) found.push({ line, endLine: line });
        key = '';
      }
    } else if (sign === ':') key = word;
    else if (sign === '{' || sign === '[') {
      const start = isSource() ? line : 0;
      open.push({ isObject: sign === '{', key, start });
      key = '';
    } else if (sign === '}' || sign === ']') {
      const closed = open.pop();
      if (closed !== undefined && closed.start > 0)
        found.push({ line: closed.start, endLine: line });
      key = '';
    } else if (sign === ',') key = '';
  }
  return found;
}

function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
