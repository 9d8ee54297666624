"""Arguments of what is no method of a value: tables, groups, joins, selectors, windows, functions of ibis.

Each list holds whole argument texts; the sweep adds missing, superfluous and unknown arguments itself.
"""

# Table expressions that the methods of tables are called on.
TABLE_RECEIVERS = {
    "table": "t",
    "step": "t.select('a', 'b', 'c', 'bo', 'i32', 'd').filter(_.a > 1)",
    "grouped": "t.group_by('bo').agg(a=_.a.sum(), b=_.b.mean(), c=_.c.max(), i32=_.i32.min(), d=_.d.max())",
    "join": "t.join(u, t.a == u.k)",
}

SELECTORS = """
s.all()
s.none()
s.first()
s.last()
s.numeric()
s.of_type('int64')
s.of_type('numeric')
s.of_type('string')
s.of_type('temporal')
s.of_type('array')
s.of_type(dt.Floating)
s.of_type('array<int64>')
s.cols('a', 'b')
s.cols('a', t.b)
s.cols()
s.cols('nope')
s.startswith('a')
s.startswith(('a', 'b'))
s.endswith('s')
s.endswith(('m', '8'))
s.contains('r')
s.contains(('i', '8'))
s.contains(('i', '8'), how=all)
s.matches('^.$')
s.matches('[0-9]+')
s.where(lambda c: c.get_name() == 'a')
s.where(lambda c: c.type().is_numeric())
s.where(lambda c: c.type().is_string() or c.get_name() == 'a')
s.index[0]
s.index[-1]
s.index[1:3]
s.index[:2]
s.index['a':'c']
s.index[[0, 2]]
s.index['a', 'c']
s.any_of('a', 'b')
s.any_of(s.numeric(), 'c')
s.all_of(s.numeric(), s.startswith('a'))
s.all_of('a', 'b')
s.numeric() & s.startswith('a')
s.numeric() | s.of_type('string')
s.numeric() | 'c'
~s.numeric()
s.numeric() & ~s.cols('a')
~(s.numeric() | s.of_type('string'))
s.numeric() ^ s.startswith('a')
s.numeric() - s.cols('a')
s.first() | s.last()
s.across(s.numeric(), _.max())
s.across(s.cols('a', 'b'), _ + 1)
s.across(['a', 'b'], _.sum())
s.across('a', lambda c: c + 1)
s.across(s.cols('a', 'b'), dict(lo=_.min(), hi=_.max()))
s.across(s.cols('a'), dict(lo=_.min()), names='{fn}_of_{col}')
s.across(s.cols('a', 'b'), _ * 2, names='{col}_x2')
s.across(s.cols('a', 'b'), _ * 2, names=lambda col, fn: col.upper())
s.across(s.numeric(), _ - _.mean())
s.across(s.numeric(), 5)
s.across(s.of_type('string'), _.upper())
s.across(s.all(), _.count())
s.if_any(s.numeric(), _ > 1)
s.if_all(s.cols('a', 'i32'), _ > 1)
s.if_any(s.cols('a', 'b'), lambda c: c.isnull())
s.if_all(s.none(), _ > 1)
s.if_any(s.numeric(), 5)
s.numeric
s.nope()
s.startswith(5)
s.of_type('nope')
s.cols(5)
s.matches(5)
s.contains(5)
s.where(5)
s.index[99]
s.index['nope']
s.across()
s.across(s.numeric())
s.first(1)
s.cols(names='a')
""".strip().splitlines()

# What a selector may stand in; `%` is its place.
SELECTOR_PLACES = [
    "t.select(%)", "t.drop(%)", "t.mutate(%)", "t.agg(%)", "t.filter(%)", "t.order_by(%)", "t.relocate(%)",
    "t.group_by(%).agg(n=_.count())", "t.group_by('bo').agg(%)", "t.distinct(on=%)", "t.select('a', 'b', 'c').relocate(%, after='b')",
    "t[%]", "t.group_by('bo').mutate(%)",
]

ROWS = ["t.a", "'a'", "_.a", "lambda q: q.a", "['a', 'b']", "t.a, _.b", "'a', 'c', z=_.a + 1", "z=t.a", "z=lambda q: q.b * 2",
        "_.a + 1", "(_.a + 1).name('z')", "[_.a, _.b.name('z')]", "z=1", "z='a'", "z=None", "'nope'", "_.nope", "5", "None",
        "t.a.max()", "z=_.a.sum()", "z=_.b - _.b.mean()", "u.k", "t", "'a', 'a'", "_.a, a=_.b", "z=ibis.row_number()",
        "z=_.a.rank()", "z=ibis.literal([1])", "z=[1, 2]", "**{'x y': _.a}", "{'z': _.a}", "s.numeric(), z=_.c", "x=[_.a]",
        "z=ibis.null()", "z=_.c.length(), y=_.a * 2", "z=datetime.date(2024, 1, 2)", "z=_.a == 1"]
METRICS = ["_.a.sum()", "z=_.a.sum()", "n=_.count()", "t.count()", "[_.a.sum(), _.b.max()]", "z=lambda q: q.b.mean()", "z=_.a", "z=1",
           "_.a.sum(), z=_.b.min()", "'a'", "5", "z=_.a.nunique(where=_.b > 0)", "z=_.count(where=_.a > 1)", "z=_.a.sum() / _.count()",
           "z=_.c.group_concat(), y=_.a.sum() + 1", "z=t.a.sum().name('q')", "z=ibis._.a.max()", "z=_.a.sum().over()", "z=_.a.collect()",
           "s.across(s.numeric(), _.sum())", "z=_.d.max() - _.d.min()", "z=_.a.first(order_by=_.b)", "", "z=_.nope.sum()", "z=ibis.literal(1)"]
KEYS = ["'bo'", "_.bo", "t.bo", "['bo', 'a']", "'bo', 'a'", "k=_.a > 2", "lambda q: q.bo", "s.cols('bo')", "'nope'", "5", "_.a + 1", "",
        "k='bo'", "(_.a % 2).name('k')", "None", "u.k", "[_.bo, 'a']", "k=_.d.year(), l='bo'", "k=1", "ibis.literal(1)"]
ORDER = ["'a'", "_.a", "t.a.desc()", "ibis.desc('a')", "['a', _.b.desc()]", "'a', ibis.asc('b')", "_.a.asc(nulls_first=True)", "lambda q: q.b",
         "s.cols('a', 'b')", "'nope'", "5", "ibis.desc(_.b)", "-_.a", "[]", "", "None", "('a', True)", "[('a', False)]", "ibis.random()",
         "_.a.desc(nulls_first=True), 'b'", "_.c.length()", "a='b'", "True", "_.a.sum()"]
CONDITIONS = ["_.a > 1", "t.a > 1", "lambda q: q.a > 1", "[_.a > 1, _.b > 0]", "_.a > 1, _.bo", "'bo'", "t.bo", "_.a", "True", "False", "5", "None", "",
              "(_.a > 1) & (_.b < 5)", "~_.bo", "_.a == _.a.max()", "_.a > t.a.mean()", "_.a.rank() > 1", "_.nope > 1", "_.a.isin(u.k)",
              "u.k > 1", "_.c.like('%a%')", "ibis.literal(True)", "t.count() > 3", "ibis.row_number() < 2", "s.if_any(s.numeric(), _ > 5)",
              "_.a > u.k.max()", "x=_.a > 1", "_.a.notin([1, 3])", "_.b.sum() > 1", "_.d > '2024-01-01'", "[]", "_.bo, [_.a > 1]"]
PREDICATES = ["t.a == u.k", "[t.a == u.k]", "('a', 'k')", "[('a', 'k')]", "lambda l, r: l.a == r.k", "[(t.a, u.k)]", "[(_.a, _.k)]", "_.a == u.k",
              "t.a > u.k", "[t.a == u.k, t.b > u.w]", "True", "False", "[]", "", "'nope'", "'a'", "5", "t.a == 1", "[(t.a + 1, u.k)]", "None",
              "[t.a == u.k, t.c == u.name]", "t.a == u.k, how='left'", "t.a == u.k, how='nope'", "t.a == u.k, lname='l_{name}'",
              "t.a == u.k, rname='r_{name}'", "t.c == u.k", "[t.bo, t.a == u.k]", "t.a.max() == u.k", "(t.a == u.k) | (t.b > u.w)",
              "t.a == u.k, rname=''", "[('a', 'k'), ('c', 'name')]", "predicates=t.a == u.k", "t.a.identical_to(u.k)", "s.numeric()"]
OTHER_TABLES = ["u", "u.rename(a='k')", "t.view()", "t", "u.filter(_.k > 1)", "u.mutate(a=_.k)"]
JOINS = ["join", "inner_join", "left_join", "right_join", "outer_join", "semi_join", "anti_join", "any_inner_join", "any_left_join"]
SETS = ["u.select(a='k')", "t.select('a')", "u.select(a='k'), t.select(a='i32')", "u.select(a='k'), distinct=True", "u.select(a='k'), distinct=False",
        "u.select('k')", "u", "5", "u.select(a='w')", "u.select(a='name')", ""]

TABLE_CALLS = {
    "select": ROWS, "projection": ROWS[:6], "mutate": [*ROWS, "a=_.a + 1", "a=_.a + 1, z=_.a", "z=_.a, y=lambda q: q.z"],
    "agg": METRICS, "aggregate": [*METRICS[:6], "z=_.a.sum(), by='bo'", "z=_.a.sum(), by=['bo', _.a % 2]", "z=_.a.sum(), by='bo', having=_.count() > 1",
                                  "[_.a.sum()], by=[]", "z=_.a.sum(), having=_.a.sum() > 1", "z=_.a.sum(), by=_.d.year()", "by='bo'"],
    "filter": CONDITIONS, "order_by": ORDER,
    "count": ["", "where=_.a > 1", "where=t.bo", "_.a > 1", "where='bo'", "where=5", "where=None"],
    "nunique": ["", "where=_.a > 1", "where=t.bo"],
    "limit": ["2", "0", "None", "2, offset=1", "None, offset=2", "2, 1", "-1", "'5'", "1.5", "offset=1", "100", "t.a.max()", "2, offset=None", "True"],
    "head": ["", "2", "0", "n=2", "'2'", "None", "-1"],
    "distinct": ["", "on='a'", "on=['a', 'bo']", "on='a', keep='last'", "on='a', keep=None", "on=_.a", "on=s.cols('a')", "keep='last'", "on='nope'",
                 "on=[]", "on='a', keep='nope'", "keep=None", "on=t.a"],
    "drop": ["'a'", "'a', 'b'", "['a', 'b']", "s.numeric()", "'nope'", "t.a", "_.a", "", "5", "s.all()", "lambda q: q.a", "*['a', 'b']"],
    "rename": ["z='a'", "{'z': 'a'}", "'snake_case'", "'ALL_CAPS'", "'c_{name}'", "lambda n: n.upper()", "lambda n: None", "{'z': 'a'}, y='b'", "z='nope'",
               "a='b'", "", "'nope'", "5", "z=t.a", "a='b', b='a'", "str.upper", "z='a', y='a'"],
    "relocate": ["'c'", "'c', after='a'", "'c', before='b'", "'b', 'c', after='d'", "s.numeric(), after='c'", "z='a'", "'a', before=s.last()", "'nope'", "",
                 "'a', before='b', after='c'", "s.of_type('string')", "'a', after=s.last()", "_.a", "z='c', before='a'", "'a', after='nope'"],
    "cast": ["{'a': 'string'}", "dict(a='float64', c='string')", "a='int8'", "{'nope': 'string'}", "ibis.schema({'a': 'int32'})", "{'a': 'nope'}", "", "'string'", "{'a': 'date'}", "[('a', 'string')]"],
    "try_cast": ["{'c': 'int64'}", "c='float64'", "{'nope': 'string'}", "ibis.schema({'c': 'date'})"],
    "fill_null": ["0", "{'a': 0}", "{'a': 0, 'c': 'none'}", "'x'", "{'nope': 0}", "{'a': 'x'}", "None", "ibis.literal(0)", "", "1.5", "{'b': 0}"],
    "fillna": ["{'a': 0}"],
    "drop_null": ["", "'a'", "['a', 'c']", "how='all'", "['a', 'b'], how='all'", "'nope'", "how='nope'", "_.a", "s.numeric()", "[]", "t.a"],
    "dropna": ["'a'"],
    "as_scalar": [""], "as_table": [""], "alias": ["'q'", "5", "''"], "view": [""], "schema": [""], "info": [""], "columns": None, "get_name": [""],
    "describe": ["", "quantile=(0.5,)", "quantile=[0.1, 0.9]", "quantile=()"],
    "sample": ["0.5", "0.5, method='block'", "0.5, seed=1", "1", "0", "2", "'x'", "-0.5", "0.5, method='nope'", "fraction=0.5"],
    "topk": ["", "2", "2, name='n'", "None", "'x'", "-1"],
    "value_counts": ["", "name='n'", "name=5"],
    "rowid": [""],
    "to_array": [""],
    "unnest": ["'arr'", "'strs'", "t.arr", "_.arr", "'arr', offset='i'", "'arr', keep_empty=True", "'arr', offset='i', keep_empty=True", "'a'", "'nope'", "lambda q: q.arr", "s.cols('arr')"],
    "unpack": ["'s'", "'nope'", "'a'", "", "'s', 's'"],
    "pivot_longer": ["['a', 'i32']", "s.cols('a', 'i32')", "s.cols('a', 'i32'), names_to='k', values_to='v'", "'a'", "s.numeric(), names_to='k'",
                     "s.startswith('i'), names_to='k', names_pattern='i(.+)'", "s.startswith('i'), names_to='k', names_pattern='i(.+)', names_transform=int",
                     "s.startswith('i'), names_to=['p', 'k'], names_pattern='(i)(.+)'", "s.cols('a', 'i32'), values_transform=_ + 1",
                     "s.cols('a', 'i32'), values_transform=lambda v: v.cast('string')", "'nope'", "s.cols('a', 'c')", "s.none()",
                     "s.startswith('i'), names_to=['p', 'k'], names_pattern='(i)(.+)', names_transform=dict(k=int)",
                     "s.startswith('i'), names_to=['p', 'k'], names_pattern='i(.+)'"],
    "pivot_wider": ["names_from='c', values_from='a', names=['apple', '']", "id_cols='bo', names_from='c', values_from='a', names=['apple', 'q']",
                    "id_cols='bo', names_from='c', values_from='a', names=['apple'], values_agg='sum'",
                    "id_cols='bo', names_from='c', values_from='a', names=['apple'], values_agg=_.max()",
                    "id_cols='bo', names_from='c', values_from='a', names=['apple'], values_agg=lambda v: v.mean()",
                    "id_cols='bo', names_from='c', values_from='a', names=['apple'], values_fill=0",
                    "id_cols='bo', names_from='c', values_from=['a', 'b'], names=['apple', 'q'], values_agg='sum'",
                    "id_cols='bo', names_from=['c', 'a'], values_from='b', names=[('apple', 1), ('', 3)]",
                    "id_cols='bo', names_from='a', values_from='b', names=[1, 2], names_prefix='n_', values_agg='max'",
                    "id_cols='bo', names_from='a', values_from='b', names=[2, 1], names_sort=True, values_agg='max'",
                    "id_cols=s.cols('bo'), names_from=s.cols('c'), values_from=s.cols('a'), names=['apple']",
                    "id_cols='bo', names_from=['c', 'a'], values_from='b', names=[('apple', 1)], names_sep='/'",
                    "names_from='c', values_from='a'", "", "names_from='nope', values_from='a', names=['x']", "id_cols='bo', names_from='c', values_from='a', names=['apple'], values_agg='nope'"],
    "group_by": KEYS,
    "union": SETS, "intersect": SETS, "difference": SETS,
    "cross_join": ["u", "u, u.view()", "u, rname='r_{name}'", "5", "", "t.view()"],
    "asof_join": ["u, on=('ts', 'at')", "u, on=t.ts >= u.at", "u, ('ts', 'at')", "u, on=('ts', 'at'), predicates=('a', 'k')",
                  "u, on=('ts', 'at'), predicates=[t.a == u.k]", "u, on=t.ts >= u.at, tolerance=ibis.interval(days=30)", "u, on='ts'",
                  "u, on=('ts', 'at'), rname='r_{name}'", "u", "u, on=t.ts < u.at", "u, on=t.ts > u.at", "u, on=t.ts <= u.at",
                  "u, on=t.ts >= u.at, predicates=t.a == u.k", "u.rename(ts='at'), 'ts', tolerance=ibis.interval(hours=6)", "u, on=5",
                  "u.rename(ts='at'), on='ts'", "u.rename(ts='at', a='k'), on='ts', predicates='a'"],
    "equals": ["t", "u", "5", "t.view()"], "pipe": ["lambda q: q.count()", "lambda q, n: q.limit(n), 2", "lambda q, n: q.limit(n), n=1", "5", "(lambda n, q: q.limit(n), 'q'), 2"],
    **{name: [f"u, {arguments}" if arguments else "u" for arguments in PREDICATES] for name in JOINS},
}
for name in JOINS:
    TABLE_CALLS[name] = TABLE_CALLS[name] + [f"{other}, 'a'" for other in OTHER_TABLES[1:]] + [
        "u.rename(a='k'), ['a']", "u.rename(a='k'), 'a', lname='l_{name}', rname=''", "u.rename(a='k', c='name'), 'a'", "5", "'u'",
        "u.rename(a='k', c='name'), ['a', 'c']", "u.rename(a='k', c='name'), [_.a == _.a]", "t.view(), [('a', 'i32')]",
    ]

GROUPED_RECEIVERS = ["t.group_by('bo')", "t.group_by(['bo', 'a'])", "t.group_by(k=_.a > 2)"]
GROUPED_CALLS = {
    "agg": METRICS, "aggregate": METRICS[:6],
    "count": ["", "5"], "size": [""], "having": ["_.count() > 1", "_.a.sum() > 3, _.b.max() < 5", "t.a.sum() > 3", "_.a > 1", "5", "", "lambda q: q.count() > 1", "True"],
    "mutate": ["z=_.a.sum()", "z=_.a - _.a.mean()", "_.a.max()", "z=_.a.lag()", "z=ibis.row_number()", "z=_.a.rank()", "[_.a.sum().name('z')]", "z=1", "z=_.a", "", "z=lambda q: q.b.sum()"],
    "select": ["z=_.a.sum()", "'a'", "_.a, z=_.b.max()", "z=ibis.rank()", "_.a", ""], "projection": ["z=_.a.sum()"],
    "order_by": ["'a'", "_.b.desc()", "['a', 'b']", "ibis.desc('a')", "5", "'nope'"],
    "over": ["rows=(None, 0)", "order_by='a'", "ibis.window(order_by='a')", "range=(None, 0), order_by='a'", "", "group_by='c'"],
}
# What a grouped table that is no table yet is ended with.
GROUPED_ENDS = {"having": [".agg(n=_.count())", ".count()"], "order_by": [".mutate(z=_.a.cumsum())", ".mutate(z=ibis.row_number())", ".agg(n=_.count())"], "over": [".mutate(z=_.a.sum())"]}

WINDOWS = """
ibis.window()
ibis.window(group_by='bo')
ibis.window(group_by=['bo', 'c'])
ibis.window(group_by=_.bo, order_by=_.a)
ibis.window(order_by='a')
ibis.window(order_by=ibis.desc('a'))
ibis.window(order_by=['bo', _.a.desc()])
ibis.window(preceding=1, following=1, order_by='a')
ibis.window(preceding=2, order_by='a')
ibis.window(following=0, order_by='a')
ibis.window(preceding=None, following=0, order_by='a')
ibis.window(preceding=(3, 1), order_by='a')
ibis.window(following=(1, 2), order_by='a')
ibis.window(1, 1, order_by='a')
ibis.window(rows=(1, 1), order_by='a')
ibis.window(rows=(None, 0), order_by='a')
ibis.window(rows=(0, None), order_by='a')
ibis.window(rows=(-2, -1), order_by='a')
ibis.window(range=(None, 0), order_by='a')
ibis.window(range=(1, 1), order_by='a')
ibis.window(range=(ibis.interval(days=5), 0), order_by='ts')
ibis.window(between=(None, 0), order_by='a')
ibis.window(between=(ibis.preceding(1), ibis.following(1)), order_by='a')
ibis.window(between=(-1, 1), order_by='a')
ibis.window(rows=(1, 1), range=(1, 1))
ibis.window(preceding=-1, order_by='a')
ibis.window(preceding='x')
ibis.window(group_by='nope')
ibis.window(order_by=5)
ibis.window(nope=1)
ibis.rows_window(preceding=1, following=0, order_by='a')
ibis.rows_window(1, 1)
ibis.range_window(preceding=1, following=1, order_by='a')
ibis.range_window(preceding=ibis.interval(days=10), following=0, order_by='ts')
ibis.trailing_window(2, order_by='a')
ibis.trailing_window(preceding=2, group_by='bo', order_by='a')
ibis.trailing_range_window(2, order_by='a')
ibis.trailing_range_window(ibis.interval(days=10), order_by='ts')
ibis.cumulative_window(order_by='a')
ibis.cumulative_window(group_by='bo', order_by='a')
ibis.window().group_by('bo')
ibis.window().order_by('a').rows(-1, 1)
ibis.window().order_by('a').rows(None, 0)
ibis.window().order_by('a').range(None, 0)
ibis.window().order_by('a').between(-1, 0)
ibis.window(order_by='a').group_by('bo').rows(ibis.preceding(2), 0)
ibis.window(order_by='a').range(-1, 1)
ibis.window(order_by='a').rows(1, -1)
ibis.window(group_by=s.cols('bo'))
5
'bo'
""".strip().splitlines()
WINDOW_FUNCTIONS = ["t.a.sum()", "t.b.mean()", "t.a.count()", "t.a.lag()", "t.a.first()", "ibis.row_number()", "ibis.rank()", "t.c.max()", "t.a.nunique()", "t.a.nth(1)", "t.a.cumsum()", "t.a + 1", "ibis.ntile(2)", "t.c.group_concat()", "t.count()"]

FUNCTIONS = {
    "and_": ["t.bo, t.a > 1", "t.bo", "", "True, t.bo", "t.a", "5", "_.bo, _.a > 1", "[t.bo]"],
    "or_": ["t.bo, t.a > 1", "t.bo", "", "False, t.bo", "t.a"],
    "array": ["[1, 2]", "[t.a, t.i32]", "[]", "(1, 2.5)", "['a', None]", "[t.a, 'x']", "5", "t.arr", "[[1], [2]]", "[t.c, 'z']", "values=[1]", "[None]"],
    "map": ["['a'], [1]", "{'a': 1, 'b': 2}", "t.strs, t.strs", "['a', 'b'], [t.a, t.b]", "[], []", "5", "['a']", "['a', 'b'], [1]", "ibis.array(['a']), ibis.array([1])", "None, None", "{}"],
    "struct": ["{'a': 1}", "{'a': t.a, 'b': t.c}", "[('a', 1), ('b', 'x')]", "{'a': 1}, type='struct<a: float64>'", "{}", "5", "{'a': _.a}", "{'a': None}", "dict(a=t.a, b=[1])"],
    "asc": ["t.a", "'a'", "_.a", "5", "t.a, nulls_first=True"], "desc": ["t.a", "'a'", "_.a", "5", "t.a, nulls_first=True"],
    "cases": ["(t.a > 1, 'x'), else_='y'", "(t.a > 1, 'x'), (t.a < 0, 'y')", "(t.a > 1, t.a), (t.bo, t.b)", "(t.bo, 1)", "", "(t.bo, 1), else_='x'", "(True, 1)", "(t.a, 1)", "(t.bo, None), else_=1", "((t.bo, 1),)", "else_=1", "(_.bo, 1)", "(t.bo, 1), else_=t.b", "5"],
    "coalesce": ["t.a, 0", "t.a, t.i32, 0", "t.a", "", "None, t.c", "t.a, 'x'", "t.a, 1.5", "[t.a, 0]", "_.a, 0", "t.d, '2024-01-01'"],
    "greatest": ["t.a, 2", "t.a, t.i32, t.i8", "t.a, t.b", "t.a", "", "t.c, 'b'", "t.a, 'x'", "None, t.a", "_.a, 1", "t.d, ibis.date('2024-01-01')", "1, 2"],
    "least": ["t.a, 2", "t.a, t.i32, t.i8", "t.a, t.b", "t.a", "", "t.c, 'b'", "t.a, 'x'", "None, t.a"],
    "ifelse": ["t.bo, 1, 2", "t.a > 1, t.a, None", "t.bo, 'x', t.c", "t.bo, 1, 'x'", "True, 1, 2", "t.a, 1, 2", "t.bo, 1", "_.bo, 1, 2", "t.bo, t.a, t.b", "None, 1, 2", "t.bo, None, None", "condition=t.bo, true_expr=1, false_expr=2"],
    "date": ["'2024-01-02'", "2024, 1, 2", "t.ts", "t.c", "t.a, 1, 2", "2024, t.i8, 1", "'nope'", "2024, 13, 1", "datetime.date(2024, 1, 2)", "_.ts", "2024", "2024, 1", "None", "value_or_year='2024-01-02'", "ibis.literal('2024-02-03')", "datetime.datetime(2024, 1, 2, 3)"],
    "time": ["'10:30:00'", "10, 30, 15", "t.ts", "t.a, 30, 15", "'nope'", "25, 0, 0", "datetime.time(1, 2, 3)", "10", "10, 30", "10, t.i8, 0", "t.c", "None"],
    "timestamp": ["'2024-01-02 03:04:05'", "2024, 1, 2, 3, 4, 5", "t.d", "2024, 1, 2", "t.c", "'nope'", "2024, t.i8, 1, 0, 0, 0", "datetime.datetime(2024, 1, 2)", "'2024-01-02', timezone='UTC'", "'2024-01-02'", "2024, 1, 2, 3, 4, 5, timezone='UTC'", "2024, 1", "datetime.date(2024, 1, 2)", "None", "t.ts"],
    "interval": ["1", "1, 'D'", "1, unit='h'", "days=1", "days=1, hours=2", "months=3", "weeks=2", "datetime.timedelta(days=1, hours=2)", "1, 'nope'", "", "'1'", "t.a", "t.a, 'D'", "t.i8, unit='h'", "years=1, months=2", "seconds=90", "milliseconds=5", "microseconds=7", "nanoseconds=9", "quarters=2", "minutes=3, seconds=4", "1.5", "value=2, unit='M'", "days=t.a", "days=-1", "'x'", "1, days=1"],
    "literal": ["1", "300", "70000", "5000000000", "-1", "1.5", "'x'", "None", "True", "b'ab'", "[1, 2]", "[1, None]", "[]", "{'a': 1}", "(1, 2)", "1, type='float64'", "1, 'string'", "'2024-01-02', type='date'", "'2024-01-02 03:04:05', 'timestamp'", "'x', type='int64'", "300, type='int8'", "datetime.date(2024, 1, 2)", "datetime.datetime(2024, 1, 2, 3)", "datetime.time(1, 2)", "datetime.timedelta(days=2)", "decimal.Decimal('1.50')", "t.a", "_.a", "float('nan')", "float('inf')", "'1.5', type='decimal(4, 2)'", "{'x': 1}, type='map<string, int64>'", "{'x': 1}, type='struct<x: int8>'", "[1, 2], type='array<float64>'", "None, type='string'", "1, type='nope'", "'[1]', type='json'", "1, type='boolean'", "True, type='int64'", "'00000000-0000-0000-0000-000000000001', type='uuid'", "''", "\"it's\"", "1e300", "2**70", "{1, 2}", "lambda: 1", "'127.0.0.1', type='inet'", "ibis.literal(1)", "1, type=int", "range(3)"],
    "null": ["", "'int64'", "'array<string>'", "'nope'", "type='string'", "str"],
    "range": ["5", "1, 5", "0, 10, 2", "t.a", "1, t.a", "5, 0, -1", "0, 5, 0", "'x'", "", "ibis.date('2024-01-01'), ibis.date('2024-01-04'), ibis.interval(days=1)", "ibis.timestamp('2024-01-01'), ibis.timestamp('2024-01-02'), ibis.interval(hours=12)", "-2", "1.5", "0, t.a, 2", "ibis.timestamp('2024-01-01'), ibis.timestamp('2024-01-02')"],
    "random": ["", "1"], "now": [""], "today": [""], "uuid": ["", "'00000000-0000-0000-0000-000000000001'", "'nope'", "5"],
    "row_number": ["", "1"], "rank": [""], "dense_rank": [""], "percent_rank": [""], "cume_dist": [""], "ntile": ["3", "t.a", "0", "-1", "'x'", ""],
    "param": ["'int64'", "'nope'", "", "str"],
    "memtable": ["{'a': [1, 2], 'b': ['x', 'y']}", "[{'a': 1}, {'a': 2}]", "[(1, 'x')], columns=['a', 'b']", "{'a': [1, None]}", "{'a': [1.5]}, schema={'a': 'float32'}", "[(1,)], schema={'z': 'int64'}", "[]", "{}", "5", "{'a': [datetime.date(2024, 1, 2)]}", "{'a': [[1, 2], [3]]}", "{'a': [True, None]}", "[{'a': 1, 'b': None}, {'a': 2, 'b': 'x'}]"],
    "table": ["{'q': 'int64'}, name='q'", "dict(q='string'), 'q'", "[('q', 'int64')], name='q'", "ibis.schema({'q': 'date'}), name='q'", "", "name='q'", "{'q': 'nope'}, name='q'", "5"],
    "schema": ["{'a': 'int64'}", "[('a', 'string')]", "names=['a'], types=['int64']", "", "5", "{'a': 'nope'}", "names=['a']", "{'a': int}"],
    "dtype": ["'int64'", "'array<string>'", "'!int64'", "int", "'nope'", "'decimal(10, 2)'", "'int64', nullable=False", "'struct<a: int64, b: array<string>>'", "\"timestamp('UTC', 3)\"", "\"interval('D')\"", "5", "", "list[int]", "dt.int8"],
    "infer_dtype": ["1", "300", "'x'", "[1, 2]", "1.5", "None", "True", "{'a': 1}", "datetime.date(2024, 1, 2)", "b''", "(1, 'x')"],
    "union": ["t.select('a'), u.select(a='k')", "t.select('a'), u.select(a='k'), distinct=True", "t.select('a'), u.select(a='k'), t.select('a')", "t", "t.select('a')", "t, u"],
    "intersect": ["t.select('a'), u.select(a='k')", "t.select('a'), u.select(a='k'), distinct=False", "t, u"],
    "difference": ["t.select('a'), u.select(a='k')", "t.select('a'), u.select(a='k'), distinct=False", "t, u"],
    "join": ["t, u, t.a == u.k", "t, u, ('a', 'k'), how='left'", "t, u"],
    "cross_join": ["t, u"], "aggregate": ["t, [t.a.sum()]", "t, z=t.a.sum(), by='bo'"],
    "preceding": ["1", "0", "-1", "'x'", "None", "ibis.interval(days=1)"], "following": ["1", "0", "-1", "'x'"],
}
CONSTANTS = ["ibis.e", "ibis.pi", "ibis.e * t.a", "ibis.pi + 1"]

# Programs of their own: functions of the database, parameters, deferred functions.
PROGRAMS = """
@ibis.udf.scalar.builtin
def jaccard(a: str, b: str) -> float: ...
t.select(z=jaccard(t.c, 'apple'))
---
@ibis.udf.scalar.builtin
def upper(a: str) -> str: ...
upper(t.c)
---
@ibis.udf.scalar.builtin(name='lower')
def small(a: str) -> str: ...
small(t.c)
---
@ibis.udf.scalar.builtin(signature=(('int64',), 'int64'))
def abs(a): ...
abs(t.a)
---
@ibis.udf.scalar.builtin
def gcd(a: int, b: int) -> int: ...
t.mutate(z=gcd(t.a, 4))
---
@ibis.udf.scalar.builtin
def gcd(a: int, b: int = 4) -> int: ...
t.mutate(z=gcd(t.a))
---
@ibis.udf.scalar.builtin
def gcd(a: int, b: int) -> int: ...
gcd(t.c, 4)
---
@ibis.udf.scalar.builtin
def gcd(a: int, b: int) -> int: ...
gcd(t.a)
---
@ibis.udf.scalar.builtin
def list_sum(a: 'array<int64>') -> int: ...
list_sum(t.arr)
---
@ibis.udf.agg.builtin
def kurtosis(a: float) -> float: ...
kurtosis(t.b)
---
@ibis.udf.agg.builtin
def favg(a: float) -> float: ...
t.group_by('bo').agg(z=favg(_.b))
---
@ibis.udf.agg.builtin
def product(a: float, where: bool = True) -> float: ...
t.agg(z=product(t.b, where=t.bo))
---
@ibis.udf.agg.builtin(name='bool_and')
def every(a: bool) -> bool: ...
every(t.bo)
---
@ibis.udf.agg.builtin
def entropy(a: int) -> float: ...
t.mutate(z=entropy(t.a).over(group_by='bo'))
---
@ibis.udf.scalar.builtin
def nothing(a) -> str: ...
nothing(t.c)
---
@ibis.udf.scalar.builtin
def nothing(a: str): ...
nothing(t.c)
---
@ibis.deferred
def twice(v):
    return v * 2
t.select(z=twice(_.a))
---
d = ibis.deferred(t)
d.a + 1
---
p = ibis.param('int64')
t.filter(t.a > p)
---
t.s.lift()
---
t.select('s').s.lift().select('x')
---
t.unpack('s').select('x', 'y')
---
t.s.x + 1
---
t.s['y'].upper()
---
t.m['x']
---
t.arr[0]
---
t.arr[-1]
---
t.arr[1:]
---
t.arr[:2]
---
t.arr[t.i8]
---
t.arr[1:2]
---
t.arr[::2]
---
t.c[0]
---
t.c[1:3]
---
t.c[-1]
---
t.c[:2]
---
t.c[t.i8:]
---
t.j['a']
---
t.j['a'][0]
---
t.j['b'].str
---
t.j[0]
---
t[['a', 'b']]
---
t['a']
---
t[t.a > 1]
---
t[0]
---
t[:3]
---
t[1:3]
---
t[-1]
---
t['nope']
---
t.nope
---
t.select(_['a'])
---
t.a.nope
---
t.d.day_of_week.index()
---
t.d.day_of_week.full_name()
---
t.ts.day_of_week.index()
---
t.ts.day_of_week.full_name()
---
t.d.day_of_week
---
t.group_by('bo').a.sum()
---
t.group_by('bo')['a'].mean()
---
t.group_by('bo').nope
---
t.group_by('bo').a.nope()
---
t.group_by('bo').a.lag()
---
x.iv.days
---
len(t.columns)
---
[c for c in t.columns if t[c].type().is_numeric()]
---
t.schema()['a']
---
t.schema().names
---
t.a.type().is_integer()
---
t.dec.type().precision
---
t.a.get_name()
---
(t.a + 1).get_name()
---
t.mutate(z=_.a + 1).filter(_.z > 2).group_by('bo').agg(n=_.count()).order_by('n')
---
t.filter(t.a > 1).mutate(n=t.count())
---
t.mutate(a=_.a + 1).mutate(z=t.a)
---
bool(t.a)
---
t.a and t.b
---
1 < t.a < 3
---
not t.bo
---
if t.a: pass
---
t.a in [1, 2]
---
len(t.c)
---
[v for v in t.a]
---
hash(t.a) == hash(t.a)
---
t.a is t.a
---
t.group_by('bo').agg(n=_.count(), s=_.a.sum()).filter(_.n > 1).order_by(_.s.desc()).limit(2)
---
t.filter(_.a.notnull()).group_by('a').agg(last=_.ts.max(), names=_.c.nunique())
---
t.left_join(u, t.a == u.k).group_by('name').agg(n=_.a.count(), w=_.w.sum()).order_by(_.n.desc(), 'name')
---
t.mutate(r=ibis.row_number().over(group_by='bo', order_by=[_.a, _.i32])).filter(_.r == 0).drop('r')
---
t.filter(ibis.row_number().over(group_by=_.bo, order_by=[_.a, _.i32]) < 2).select('bo', 'a', 'i32')
---
t.mutate(share=_.b / _.b.sum().over(group_by='bo')).select('a', 'share')
---
t.mutate(prev=_.b.lag().over(order_by=[_.d, _.a])).select('d', 'b', 'prev', diff=_.b - _.prev)
---
t.filter(_.a == t.filter(_.bo).a.max())
---
t.filter(_.a.isin(u.filter(_.w > 1).k))
---
t.filter(~_.a.isin(u.k.fill_null(0)))
---
t.semi_join(u, [('a', 'k')]).count()
---
t.anti_join(u, t.a == u.k).select('a', 'c')
---
t.view().join(t, 'a').count()
---
t.join(u, t.a == u.k).join(x, t.a == x.id)['a', 'k', 'id', 'url']
---
t.join(u, [t.a == u.k, t.b > u.w]).select(t.a, u.name, total=t.b + u.w)
---
t.outer_join(u, t.a == u.k).mutate(key=ibis.coalesce(_.a, _.k)).select('key', 'c', 'name').order_by('key', 'c', 'name')
---
t.cross_join(u).filter(_.a < _.k).agg(n=_.count())
---
t.select('a', 'i32').union(u.select(a='k', i32=ibis.literal(1, 'int32')), distinct=True).count()
---
t.group_by(year=_.d.year()).agg(n=_.count(), b=_.b.mean().round(2)).order_by('year')
---
t.group_by(_.ts.truncate('M').name('month')).agg(total=_.dec.sum()).order_by('month')
---
t.mutate(size=ibis.cases((_.b < 0, 'neg'), (_.b < 5, 'small'), else_='big')).size.value_counts()
---
t.mutate(c=_.c.lower().strip().replace('a', 'A').fill_null('?')).select('c', n=_.c.length())
---
t.c.re_extract('([a-z]+) ([a-z]+)', 2)
---
t.c.re_replace('[aeiou]', '_').upper()
---
t.c.split(' ')[0].upper()
---
t.ts.strftime('%Y-%m-%d %H:%M')
---
t.d.strftime('%A %B %d, %y')
---
(t.ts - ibis.timestamp('2024-01-01 00:00:00')).cast('int64')
---
t.ts.date() == t.d
---
t.d + ibis.interval(months=1)
---
t.d - ibis.interval(days=30)
---
t.ts + ibis.interval(hours=1, minutes=30)
---
t.d.between('2024-01-01', '2024-12-31').sum()
---
t.ts.time().between('08:00', '12:00')
---
(t.d > ibis.date('2024-01-01')).mean()
---
t.arr.map(lambda v: v * 2).filter(lambda v: v > 2).length()
---
t.arr.map(_ + 1).sums()
---
t.unnest('arr').group_by('arr').agg(n=_.count())
---
t.mutate(e=_.arr.unnest()).select('a', 'e')
---
t.select(first=_.strs[0], joined=_.strs.join('/'), n=_.strs.length(), has=_.strs.contains('a'))
---
t.arr.sort()[0]
---
t.arr.concat([7, 8]).unique().length()
---
ibis.range(t.i8.abs() % 4).map(lambda v: v ** 2)
---
t.m.keys().length() + t.m.values().length()
---
t.m.get('x', 0) + 1
---
t.m.contains('y').ifelse('yes', 'no')
---
t.j['a'][1].int
---
t.j['n'].float * 2
---
t.j['a'].array.length()
---
t.select(s=_.s.x + 1, y=_.s.y.upper())
---
t.group_by('bo').agg(top=_.c.argmax(_.b), lo=_.d.min(), names=_.c.group_concat(' | ', order_by=_.c))
---
t.agg(p=_.b.quantile(0.5), q=_.a.quantile([0.25, 0.75]), sd=_.b.std(how='pop'), v=_.a.var())
---
t.agg(a=_.a.collect(order_by=_.a), f=_.c.first(order_by=_.b), l=_.c.last(order_by=_.b))
---
t.agg(n=_.count(where=_.a > 2), m=_.b.max(where=_.bo), any=_.bo.any(), all=_.bo.all())
---
t.mutate(q=_.a.ntile(3).over(order_by=[_.a, _.i32]), d=ibis.dense_rank().over(order_by=_.a))
---
t.mutate(run=_.i32.cumsum(order_by=[_.d, _.a])).select('d', 'run')
---
t.select('a', ma=_.b.mean().over(ibis.window(order_by=[_.d, _.a], preceding=1, following=0)))
---
t.describe().select('name', 'type', 'nulls', 'unique')
---
t.select('a', 'b', 'c').info()
---
t.drop_null(['a', 'b']).fill_null({'c': '?'}).count()
---
t.select('a', 'b', 'i32').pivot_longer(['b', 'i32'], names_to='what', values_to='v', values_transform=_.cast('float64'))
---
t.rename(str.upper).A.sum()
---
t.relocate(s.numeric(), after='c').select(s.first())
---
t.distinct(on='bo', keep='first').count()
---
t.select('bo', 'a').distinct().order_by('bo', 'a')
---
t.select(*[c for c in t.columns if t[c].type().is_numeric()]).head(3)
---
t.order_by([ibis.desc('a'), 'i32']).limit(3, offset=1).select('a', 'i32')
---
t.a.topk(2)
---
t.count().name('n').as_table()
---
t.a.max() - t.a.min()
---
t.select(z=_.a.sum() / t.count())
---
ibis.ifelse(t.a > 2, t.c, ibis.null('string')).length()
---
t.a.cast('string').lpad(4, '0') + '-' + t.bo.cast('string')
---
t.dec * 2 + t.a
---
(t.dec / 3).round(2)
---
t.a.substitute({1: 10, 2: 20}, else_=0)
---
t.pipe(lambda q: q.filter(q.a > 1)).pipe(lambda q, n: q.limit(n), n=2).count()
"""
