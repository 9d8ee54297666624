import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const LINE = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/;
const QUOTED = /^(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*(?:#.*)?$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * The variables of a `.env` file: `KEY=value` lines, `export` allowed, single or double quotes,
 * `#` comments. Double quotes know `\n`, `\r`, `\t`, `\"` and `\\`. A line of another form is
 * passed over: the file belongs to other programs too, and its text may be secret.
 */
export function parseDotEnv(text: string): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, name, value] = LINE.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = valueOf(value.trim());
  }
  return variables;
}

function valueOf(text: string): string {
  const [, quote, inside] = QUOTED.exec(text) ?? [];
  if (quote === undefined || inside === undefined) return text.replace(/(^|\s+)#.*$/, '').trim();
  if (quote !== '"') return inside;
  return inside.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
}

/**
 * The environment completed by the `.env` file of a folder; what the environment sets already
 * stays. A folder without a readable `.env` adds nothing.
 */
export async function withDotEnv(folder: string, env: Environment): Promise<Environment> {
  const text = await readFile(join(folder, '.env'), 'utf8').catch(() => '');
  return { ...parseDotEnv(text), ...env };
}
