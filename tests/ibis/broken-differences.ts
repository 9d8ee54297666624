/** Programs whose error differs from real Ibis's on purpose or for a known reason. */
interface KnownDifference {
  readonly reason: string;
  /**
   * What differs: the class of the error (or whether there is one), which is only where we refuse
   * something by name, or its message alone.
   */
  readonly level: 'class' | 'message';
  readonly programs: readonly string[];
}

export const DIFFERENCES: readonly KnownDifference[] = [
  {
    reason:
      'refused by name: pandas converts the cells of a table, or fails to, only when the table is read',
    level: 'class',
    programs: ['ibis.memtable({"a": ["x"]}, schema={"a": "int64"})'],
  },
  {
    reason: 'refused by name: the names of Unicode characters are not at hand to look one up',
    level: 'class',
    programs: ['employees.filter(employees.name.re_search("\\N{nope}"))'],
  },
  {
    reason:
      'conditions of having() are checked when the groups are aggregated, not where they are given',
    level: 'message',
    programs: [
      'employees.group_by("dept_id").having(5).agg(n=_.count())',
      'employees.group_by("dept_id").having(_.age).agg(n=_.count())',
    ],
  },
  {
    reason: 'Ibis shows the place of an internal module',
    level: 'message',
    programs: ['@ibis.udf.nope\ndef f(x: int) -> int: ...\nf(1)'],
  },
  {
    reason: 'ibis.udf.scalar is a class in Ibis and a module here',
    level: 'message',
    programs: ['@ibis.udf.scalar\ndef f(x: int) -> int: ...\nf(1)'],
  },
  {
    reason:
      'of two faults in one call the unexpected keyword is told here, the missing argument in Ibis',
    level: 'message',
    programs: ['@ibis.udf.scalar.builtin\ndef f(x: int) -> int: ...\nf(y=1)'],
  },
  {
    reason: 'the name of a time zone is not looked up here; Ibis drops one that does not exist',
    level: 'message',
    programs: ['ibis.timestamp("2024-01-01", timezone="Nowhere/Land")'],
  },
  {
    reason: 'the message names the class of the window, without what the window is made of',
    level: 'message',
    programs: ['employees.mutate(x=ibis.window())'],
  },
  {
    reason:
      'pandas makes the table in Ibis: it goes by the names of the schema, and a column without cells is of floats',
    level: 'message',
    programs: [
      'ibis.memtable({"a": [1]}, schema={"b": "int64"})',
      'ibis.memtable([{"a": 1}], columns=["b", "c"])',
    ],
  },
  {
    reason: 'the fields are named here, where Ibis shows its objects',
    level: 'message',
    programs: [
      'employees.join(departments, employees.dept_id == departments.id).join(departments, employees.dept_id == departments.id)',
      'a = employees.join(departments, employees.dept_id == departments.id)\nb = a.join(departments, a.dept_id == departments.id)\nb',
      'employees.join(employees, employees.manager_id == employees.id)',
      'employees.join(employees, employees.id == employees.id)',
      'employees.left_join(employees, employees.manager_id == employees.id)',
      'employees.join(employees, [employees.id == employees.manager_id])',
    ],
  },
  {
    reason: "the list of all type names that Ibis's parser would take is left out",
    level: 'message',
    programs: [
      'events.payload.unwrap_as("nope")',
      'ibis.struct({"a": 1}, type="nope")',
      'employees.select(s.of_type("nope"))',
      'ibis.literal("x", type="nope")',
      'ibis.literal(None, type="nope")',
      'ibis.dtype("nope")',
    ],
  },
  {
    reason: 'the message names the parameter, without the whole call and signature around it',
    level: 'message',
    programs: [
      'orders.unnest("tags", offset=5)',
      'ibis.struct({5: 1})',
      'employees.pivot_longer("name", names_to=5)',
      'employees.rename(lambda c: 5)',
    ],
  },
  {
    reason: 'the arguments are shown in another order than the one in which Ibis passes them',
    level: 'message',
    programs: ['orders.tags.filter(lambda x: x)'],
  },
  {
    reason:
      'what a mapping of columns must hold is told by its type, not by the patterns of Ibis that check it',
    level: 'message',
    programs: [
      'employees.select(employees.age.desc())',
      'employees.select(ibis.desc("age"))',
      'employees.mutate(x=employees.age.desc())',
    ],
  },
  {
    reason: 'a kind of join that is no text is shown as a text',
    level: 'message',
    programs: [
      'employees.join(departments, "id", how=None)',
      'employees.join(departments, "id", how=5)',
    ],
  },
  {
    reason: 'types that conflict are shown as a tuple here',
    level: 'message',
    programs: [
      'employees.select("name").union(employees.select(name="age"))',
      'employees.select("age").union(departments.select(age="name"))',
      'employees.select("hired").union(orders.select(hired="ordered_at"))',
    ],
  },
  {
    reason: 'a list that is no type is shown by its class here',
    level: 'message',
    programs: ['employees.select(s.of_type(["int64"]))'],
  },
  {
    reason: "a faulty regular expression is told in JavaScript's words",
    level: 'message',
    programs: ['employees.select(s.matches("("))'],
  },
  {
    reason: 'a dict in brackets is read as columns by name here, as a literal by Ibis',
    level: 'message',
    programs: ['employees[{"a": 1}]'],
  },
  {
    reason:
      'CPython words the fault by another step: `in`, reversed() and range() ask for other methods first',
    level: 'message',
    programs: ['employees.filter("a" in _.name)', 'reversed(employees.age)', 'ibis.range()'],
  },
  {
    reason:
      'a filter asks what it was given for its node, other steps for its name, which is told here',
    level: 'message',
    programs: ['employees.filter(_.name.upper == 5)'],
  },
];
