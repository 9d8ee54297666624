import type { Role, ValueType } from './parameter-roles.js';

/** A value that stands for a parameter: no program has it of itself. */
export interface Mark {
  readonly name: string;
  /** As an argument of the call. */
  readonly argument: string;
  /** As a literal of the relation has it, and as texts show it. */
  readonly text: string;
}

const NUMBER = 918_273_645;
const FRACTION = 736_455_918;

const MARKS: Readonly<Record<ValueType, ((index: number) => Omit<Mark, 'name'>) | undefined>> = {
  int: (i) => plain(String(NUMBER + i)),
  float: (i) => plain(`${FRACTION + i}.5`),
  str: (i) => quoted(`parameter_${i}_mark`),
  'list[str]': (i) => listed(quoted(`parameter_${i}_mark`)),
  'list[int]': (i) => listed(plain(String(NUMBER + i))),
  date: (i) => moment(`1818-03-${10 + i}`, 'date'),
  datetime: (i) => moment(`1819-03-${10 + i}`, 'timestamp'),
  // Both values of a truth value stand in programs of themselves.
  bool: undefined,
};

const plain = (text: string) => ({ argument: text, text });
const quoted = (text: string) => ({ argument: `"${text}"`, text });
const listed = ({ argument, text }: Omit<Mark, 'name'>) => ({ argument: `[${argument}]`, text });
const moment = (text: string, type: string) => ({
  argument: `_ibis.${type}("${text}")`,
  text,
});

/** The mark of a parameter; undefined where no value can stand for it. */
export function markOf(name: string, role: Role, index: number): Mark | undefined {
  if (role.kind !== 'value' || role.type === undefined) return undefined;
  const made = MARKS[role.type]?.(index);
  return made === undefined ? undefined : { name, ...made };
}

/** Another value of the type, that no program has of itself either. */
export function otherMark({ argument, ...mark }: Mark): Mark {
  const other = (text: string): string =>
    text
      .replace(/parameter_(\d+)_mark/, 'parameter_$1_other_mark')
      .replace(/\d{9}/, (digits) => String(Number(digits) + 1000))
      .replace(/(181[89])-03/, '$1-05');
  return { ...mark, argument: other(argument), text: other(mark.text) };
}

/** A text in which the marks are the names of their parameters, between backticks. */
export function withNames(text: string, marks: readonly Mark[]): string {
  if (!marks.some((mark) => text.includes(mark.text))) return text;
  return text.replaceAll(/`[^`]*`|'[^']*'|[^`']+/g, (part) =>
    marks.reduce((done, { text: mark, name }) => {
      if (done === `'${mark}'`) return `\`${name}\``;
      // Part of a longer text, as an f-string has it.
      if (done.startsWith("'")) return done.replaceAll(mark, `{${name}}`);
      const alone = new RegExp(String.raw`(?<!\w)${mark}(?!\w)`, 'g');
      const whole = done.startsWith('`') ? name : `\`${name}\``;
      return done.replaceAll(alone, whole).replaceAll(mark, `{${name}}`);
    }, part),
  );
}
