import { evaluateIbis } from '@ibert/ibis';
import { sameRelation } from '@ibert/ir';
import { fixCode } from '@ibert/tasks/fix';
import { expect, it } from 'vitest';

import { outcomeOf } from '../../packages/multitask/src/error-resolution/failure.js';
import { broken } from '../../packages/multitask/src/error-resolution/kind.js';
import { MISTAKE_KINDS } from '../../packages/multitask/src/error-resolution/kinds/index.js';
import { Source } from '../../packages/multitask/src/error-resolution/source.js';
import { TABLES } from './fix/tables.js';

const PROGRAMS = [
  'orders.filter((_.amount > 5) & (_.status == "open")).select("order_id", "amount")',
  'orders.filter(_.status.isin(["open", "paid"])).agg(n=_.count(), total=_.amount.sum())',
  `orders.mutate(
    rn=ibis.row_number().over(group_by="customer_id", order_by=["ordered_at", "order_id"]),
).filter(_.rn == 0)`,
  'employees.join(departments, employees.dept_id == departments.id).select(employees.name, departments.location)',
  'employees.select("name", size=ibis.ifelse(employees.age >= 40, "old", "young"), year=employees.hired.year())',
  'employees.order_by(employees.salary.desc(), "id").limit(5).select("id", cents=employees.salary * 100)',
  'employees.group_by("dept_id").having(_.count() > 1).agg(n=_.count(), top=_.name.upper().max())',
];

/** Mistakes whose repair cannot be known from the program and its error, with what is missing. */
const UNKNOWABLE: Readonly<Record<string, string>> = {
  missing_argument: 'which argument was left out',
  missing_value: 'which expression was left out',
  keyword_starts_with_digit: 'whether the digit belongs to the name',
  reserved_word_as_name: 'the name that the reserved word took the place of',
  repeated_keyword: 'the name that the other took the place of',
  alias_mismatch: 'which of the two spellings was meant',
  impossible_date: 'the day that was meant',
  number_for_text: 'the text that was meant',
  number_for_date: 'the day that was meant',
  text_method_on_other_type: 'which column was meant, or a conversion',
  number_method_on_other_type: 'which column was meant, or a conversion',
  date_method_on_other_type: 'which column was meant, or a conversion',
  arithmetic_with_text: 'which column was meant, or a conversion',
  join_key_of_one_table: 'which key was meant',
  column_selected_away: 'the place of the column in the selection',
  window_over_plain_column: 'which function was meant',
};

interface Case {
  readonly kind: string;
  readonly code: string;
  readonly error: string;
  readonly right: string;
}

/** Up to three mistakes of each kind in each program, as the generator of training data makes them. */
function* cases(): Generator<Case> {
  for (const right of PROGRAMS) {
    const source = new Source(right, TABLES);
    for (const kind of MISTAKE_KINDS) {
      for (const mistake of kind.find(source).slice(0, 3)) {
        const code = broken(right, mistake);
        const outcome = outcomeOf(code, TABLES);
        if (outcome.kind !== 'fails' || !kind.fails.test(outcome.error)) continue;
        yield { kind: kind.name, code, error: outcome.error, right };
      }
    }
  }
}

it('undoes the mistakes of the generator whose repair can be known', () => {
  const left: string[] = [];
  let knowable = 0;
  for (const { kind, code, error, right } of cases()) {
    const fix = fixCode({ code, tables: TABLES });
    expect(`${fix.error?.type}: ${fix.error?.message}`).toBe(error);
    if (Object.hasOwn(UNKNOWABLE, kind)) continue;
    knowable += 1;
    if (!fix.ok || !means(fix.fixed, right)) left.push(`${kind}: ${code}`);
  }
  expect(knowable).toBeGreaterThan(300);
  expect(left.length / knowable, left.join('\n')).toBeLessThan(0.1);
}, 60_000);

const means = (code: string, right: string): boolean => {
  const [one, two] = [code, right].map((text) => evaluateIbis(text, { tables: TABLES }).relation);
  return one !== undefined && two !== undefined && sameRelation(one, two);
};
