/** A broken program and what must become of it. */
export type Repair = readonly [broken: string, fixed: string];

/** Repairs by what was wrong; elsewhere the text stays as its author wrote it. */
export const REPAIRS: Readonly<Record<string, readonly Repair[]>> = {
  'misspelt names': [
    ['employees.filter(employees.agee > 30)', 'employees.filter(employees.age > 30)'],
    ['employees.fliter(employees.age > 30)', 'employees.filter(employees.age > 30)'],
    ['employees.select("name", "salry")', 'employees.select("name", "salary")'],
    ['employes.limit(3)', 'employees.limit(3)'],
    ['df.filter(df.age > 30)', 'employees.filter(employees.age > 30)'],
    ['orders.order_by(ibis.descc("amount"))', 'orders.order_by(ibis.desc("amount"))'],
    [
      'employees.group_by("dept_id").AGG(n=_.count())',
      'employees.group_by("dept_id").agg(n=_.count())',
    ],
    ['import ibs\nemployees.limit(5)', 'import ibis\nemployees.limit(5)'],
  ],
  'columns as variables': [
    [
      'employees.filter(age > 3).select(name, age)',
      'employees.filter(employees.age > 3).select("name", "age")',
    ],
    ['employees.filter(age = 3)', 'employees.filter(_.age == 3)'],
    ['employees.order_by("age desc")', 'employees.order_by(ibis.desc("age"))'],
    [
      'employees.filter("age > 30 and name = \'x\'")',
      "employees.filter((_.age > 30) & (_.name == 'x'))",
    ],
  ],
  'words between conditions': [
    [
      'employees.filter(employees.age > 1 and not employees.active)',
      'employees.filter((employees.age > 1) & ~employees.active)',
    ],
    [
      'employees.filter(employees.age > 1 & employees.age < 3)',
      'employees.filter((employees.age > 1) & (employees.age < 3))',
    ],
    [
      'employees.filter(employees.age > 1 OR employees.age < 3)',
      'employees.filter((employees.age > 1) | (employees.age < 3))',
    ],
    [
      'employees.filter(!employees.active && employees.age == 3)',
      'employees.filter(~employees.active & (employees.age == 3))',
    ],
    [
      'employees.filter(employees.name in ["a", "b"])',
      'employees.filter(employees.name.isin(["a", "b"]))',
    ],
    [
      'employees.filter(18 < employees.age < 30)',
      'employees.filter((employees.age > 18) & (employees.age < 30))',
    ],
    [
      'orders.mutate(size="big" if orders.amount > 10 else "small")',
      'orders.mutate(size=ibis.ifelse(orders.amount > 10, "big", "small"))',
    ],
  ],
  'signs of other languages': [
    ['employees.filter(employees.age = 3)', 'employees.filter(employees.age == 3)'],
    ['employees.filter(employees.age === 3)', 'employees.filter(employees.age == 3)'],
    ['employees.filter(employees.age <> 3)', 'employees.filter(employees.age != 3)'],
    ['employees.filter(employees.age ≥ 3)', 'employees.filter(employees.age >= 3)'],
    ['employees.filter(employees.age > = 3)', 'employees.filter(employees.age >= 3)'],
    ['employees.select(“name”)', 'employees.select("name")'],
    ['orders.limit(10) -- only ten', 'orders.limit(10) # only ten'],
    ['employees %>% filter(age > 30)', 'employees.filter(employees.age > 30)'],
  ],
  'brackets and quotes': [
    ['employees.select("name", "age"', 'employees.select("name", "age")'],
    [
      'employees.filter(employees.age > 30.select("name")',
      'employees.filter(employees.age > 30).select("name")',
    ],
    ['orders.filter(_.amount > 10)).limit(3)', 'orders.filter(_.amount > 10).limit(3)'],
    ['orders.select(["order_id", "amount")', 'orders.select(["order_id", "amount"])'],
    ['employees.select(name", "age")', 'employees.select("name", "age")'],
    ["employees.select('name, 'age')", "employees.select('name', 'age')"],
    ['employees.select("name\')', 'employees.select("name")'],
    ['employees.select(`name`)', 'employees.select("name")'],
  ],
  'commas, colons and lines': [
    ['employees.select("name" "age")', 'employees.select("name", "age")'],
    ['employees.select("name",, "age")', 'employees.select("name", "age")'],
    [
      'employees.group_by("dept_id").agg("n"=_.count())',
      'employees.group_by("dept_id").agg(n=_.count())',
    ],
    [
      'employees.group_by("dept_id").agg(n: _.count())',
      'employees.group_by("dept_id").agg(n=_.count())',
    ],
    [
      'orders\n  .filter(_.amount > 3)\n  .limit(2)',
      '(orders\n  .filter(_.amount > 3)\n  .limit(2))',
    ],
    [
      'def big(t)\n    return t.limit(1)\nbig(orders)',
      'def big(t):\n    return t.limit(1)\nbig(orders)',
    ],
    [
      'def big(t):\nreturn t.limit(1)\nbig(orders)',
      'def big(t):\n    return t.limit(1)\nbig(orders)',
    ],
    ['  orders.limit(3)', 'orders.limit(3)'],
    ['employees.select(x=1, "name")', 'employees.select("name", x=1)'],
  ],
  'phrases of SQL': [
    [
      'employees.filter(employees.name NOT LIKE "A%")',
      'employees.filter(~employees.name.like("A%"))',
    ],
    [
      'employees.filter(employees.age BETWEEN 3 AND 5)',
      'employees.filter(employees.age.between(3, 5))',
    ],
    ['employees.filter(employees.name IS NOT NULL)', 'employees.filter(employees.name.notnull())'],
    ['employees.agg(COUNT(*) AS n)', 'employees.agg(n=_.count())'],
    [
      'employees.mutate(x=CAST(employees.age AS VARCHAR))',
      'employees.mutate(x=employees.age.cast("string"))',
    ],
    [
      "orders.filter(orders.ordered_at > TIMESTAMP '2024-01-01')",
      "orders.filter(orders.ordered_at > ibis.timestamp('2024-01-01'))",
    ],
    ['employees.mutate(f=employees.name || " x")', 'employees.mutate(f=employees.name + " x")'],
    [
      'employees.mutate(x=CASE WHEN employees.age > 30 THEN "old" ELSE "young" END)',
      'employees.mutate(x=ibis.cases((employees.age > 30, "old"), else_="young"))',
    ],
  ],
  'idioms of pandas': [
    [
      'employees.groupby("dept_id").agg({"salary": "sum"})',
      'employees.group_by("dept_id").agg(salary=_.salary.sum())',
    ],
    [
      'employees.group_by("dept_id").agg(n=("id", "count"))',
      'employees.group_by("dept_id").agg(n=_.id.count())',
    ],
    ['employees.sort_values(by=["age"], ascending=False)', 'employees.order_by(ibis.desc("age"))'],
    ['employees.rename(columns={"name": "full_name"})', 'employees.rename(full_name="name")'],
    ['employees.name.str.upper()', 'employees.name.upper()'],
    ['employees.mutate(y=employees.hired.dt.year)', 'employees.mutate(y=employees.hired.year())'],
    [
      'employees.loc[employees.age > 30, ["name"]]',
      'employees.filter(employees.age > 30).select(["name"])',
    ],
    ['employees.iloc[:5]', 'employees.limit(5)'],
    ['employees.nlargest(5, "salary")', 'employees.order_by(ibis.desc("salary")).limit(5)'],
    ['employees.age.astype(str)', 'employees.age.cast("string")'],
    [
      'employees["half"] = employees.salary / 2\nemployees',
      'employees = employees.mutate(half=employees.salary / 2)\nemployees',
    ],
  ],
  'idioms of Spark and Polars': [
    [
      'employees.withColumn("bonus", F.col("salary") * 0.1)',
      'employees.mutate(bonus=_.salary * 0.1)',
    ],
    ['employees.filter(pl.col("age") > 30)', 'employees.filter(_.age > 30)'],
    ['employees.withColumnRenamed("age", "years")', 'employees.rename(years="age")'],
    [
      'employees.mutate(c=when(employees.age > 30, "old").otherwise("young"))',
      'employees.mutate(c=ibis.cases((employees.age > 30, "old"), else_="young"))',
    ],
  ],
  'names that Ibis had': [
    [
      'orders.mutate(s=ibis.where(orders.amount > 10, 1, 0))',
      'orders.mutate(s=ibis.ifelse(orders.amount > 10, 1, 0))',
    ],
    [
      'orders.mutate(s=ibis.case().when(orders.amount > 9, "big").else_("small").end())',
      'orders.mutate(s=ibis.cases((orders.amount > 9, "big"), else_="small"))',
    ],
    ['orders.relabel({"amount": "total"})', 'orders.rename(total="amount")'],
  ],
  'values of the wrong type': [
    ['employees.filter(employees.age > "18")', 'employees.filter(employees.age > 18)'],
    ['orders.filter(orders.status == 1)', 'orders.filter(orders.status == "1")'],
    [
      'employees.mutate(x=employees.name + employees.age)',
      'employees.mutate(x=employees.name + employees.age.cast("string"))',
    ],
    [
      'orders.mutate(d=orders.ordered_at + 1)',
      'orders.mutate(d=orders.ordered_at + ibis.interval(days=1))',
    ],
    [
      'orders.mutate(a=orders.amount.cast("integer"))',
      'orders.mutate(a=orders.amount.cast("int64"))',
    ],
  ],
  arguments: [
    [
      'employees.filter(employees.age.isin(18, 30))',
      'employees.filter(employees.age.isin([18, 30]))',
    ],
    ['employees.salary.round(decimals=2)', 'employees.salary.round(2)'],
    ['employees.agg(n=_.count("*"))', 'employees.agg(n=_.count())'],
    [
      'employees.mutate(r=ibis.row_number().over(partition_by="dept_id"))',
      'employees.mutate(r=ibis.row_number().over(group_by="dept_id"))',
    ],
  ],
  'joins and groups': [
    [
      'employees.join(departments, left_on="dept_id", right_on="id", how="left_outer")',
      'employees.join(departments, employees.dept_id == departments.id, how="left")',
    ],
    [
      'employees.join(departments, "dept_id")',
      'employees.join(departments, employees.dept_id == departments.id)',
    ],
    [
      'employees.join("departments", employees.dept_id == departments.id)',
      'employees.join(departments, employees.dept_id == departments.id)',
    ],
    [
      'employees.group_by("dept_id").filter(_.count() > 3).agg(n=_.count())',
      'employees.group_by("dept_id").having(_.count() > 3).agg(n=_.count())',
    ],
    [
      'orders.left_join(employees, orders.customer_id == employees.id).join(departments, "id").select("name_y")',
      'orders.left_join(employees, orders.customer_id == employees.id).join(departments, "id").select("name_right")',
    ],
  ],
  imports: [
    [
      'employees.filter(_.hired < datetime.date(2020, 1, 1))',
      'import datetime\nemployees.filter(_.hired < datetime.date(2020, 1, 1))',
    ],
  ],
  'several faults': [
    [
      'employees.filter(employees.agee > 30).groupby("dept_id").agg(n=_.count()',
      'employees.filter(employees.age > 30).group_by("dept_id").agg(n=_.count())',
    ],
    [
      'orders.filter(orders.status = "open" AND orders.amount > 10)',
      'orders.filter((orders.status == "open") & (orders.amount > 10))',
    ],
  ],
  'numbers, choices and names of other languages': [
    ['employees.filter(employees.salary > 50,000)', 'employees.filter(employees.salary > 50_000)'],
    ['employees.filter(employees.age > 007)', 'employees.filter(employees.age > 7)'],
    ['employees.select("name"; "age")', 'employees.select("name", "age")'],
    ['employees.filter(employees$age > 3)', 'employees.filter(employees.age > 3)'],
    [
      'employees.mutate(x=employees.age > 30 ? "old" : "young")',
      'employees.mutate(x=ibis.ifelse(employees.age > 30, "old", "young"))',
    ],
    ['return employees.limit(3)', 'employees.limit(3)'],
    ['employees.name.unique()', 'employees.select("name").distinct()'],
    ['ibis.concat([employees, employees])', 'ibis.union(employees, employees)'],
    [
      'employees.filter(employees.age > "18" && employees.active)',
      'employees.filter((employees.age > 18) & employees.active)',
    ],
    ['orders.filter(orders.status > 5)', 'orders.filter(orders.status.try_cast("float64") > 5)'],
    [
      'employees.mutate(x=employees.name + str(employees.age))',
      'employees.mutate(x=employees.name + employees.age.cast("string"))',
    ],
    [
      'employees.filter(employees.name.lower == "a")',
      'employees.filter(employees.name.lower() == "a")',
    ],
    ['employees.filter(employees.active is True)', 'employees.filter(employees.active)'],
  ],
};
