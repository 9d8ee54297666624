import type { Scene } from './scene.js';

/** A fill with the space before it that Python's style asks for. */
export function spaced(scene: Scene, text: string): string {
  const { tokens, text: code, openString } = scene.prefix;
  const last = tokens.at(-1);
  if (text === '' || openString !== undefined || last === undefined || last.end !== code.length)
    return text;
  if (/^[ :=]/.test(text)) return text;
  if (last.text === ',' || last.text === ':') return ` ${text}`;
  if (last.text === '=') return scene.frames.length === 1 ? ` ${text}` : text;
  if (/^(?:return|import|from|in|not|and|or|if|else|for|lambda)$/.test(last.text))
    return ` ${text}`;
  const isBinary = /^(?:[-+*/%&|^<>]|\/\/|\*\*|[=!<>]=)$/.test(last.text);
  const isUnary = !isBinary || !isOperandBefore(scene);
  return isBinary && !isUnary ? ` ${text}` : text;
}

const isOperandBefore = ({ prefix: { tokens } }: Scene): boolean => {
  const before = tokens.at(-2);
  return before !== undefined && /[\w)\]}"']$/.test(before.text);
};
