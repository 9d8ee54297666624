"""Records what real Ibis makes of small programs: kind, columns and types, or the error.

Run it with the interpreter of the conformance environment; it rewrites
tests/ibis/goldens/api.json. The programs are written here, the answers are Ibis's.
"""

import ast
import json
import pathlib
import re
import warnings

import ibis
import ibis.expr.operations.udf as udf
import ibis.selectors as s
from ibis import _

TABLES = {
    "t": {
        "a": "int64", "i": "int32", "b": "float64", "s": "string", "d": "date", "ts": "timestamp",
        "ok": "boolean", "arr": "array<int64>", "tags": "array<string>", "m": "map<string, int64>",
        "st": "struct<x: int64, y: string>", "dec": "decimal(12, 2)", "tm": "time", "j": "json",
        "k": "int64", "u": "uuid",
    },
    "u": {"k": "int64", "a": "int64", "c": "float64", "s": "string", "ts": "timestamp"},
    "v": {"k": "int64", "s": "string"},
    "w": {
        "bin": "binary", "ip": "inet", "mac": "macaddr", "iv": "interval('s')", "nest": "array<array<int64>>",
        "deep": "struct<p: struct<q: int64>, r: string>", "tz": "timestamp('UTC')", "i8": "int8",
        "f32": "float32", "u16": "uint16", "flags": "array<boolean>", "ms": "map<string, array<int64>>",
        "stamps": "array<timestamp>",
    },
}

PROGRAMS = r"""
t.a
t.a + 1
1 + t.a
t.a + t.i
t.i * 2
t.a - t.b
t.a / 2
t.a // 2
t.a % 3
2 ** t.a
t.a ** 2
-t.a
~t.ok
t.ok & (t.a > 1)
t.ok | False
t.ok ^ t.ok
t.a & 3
t.a << 2
t.dec * t.dec
t.dec * 2
t.dec / 2
t.dec + t.b
t.dec.round(1)
t.dec.round()
t.dec.floor()
t.dec.sum()
t.dec.mean()
t.b.round()
t.b.round(2)
t.a.round(t.i)
t.b.ceil()
t.b.floor()
t.b.clip(0, 10)
t.b.clip()
t.b.log(2)
t.b.ln()
t.a.log10()
t.a.sqrt()
t.a.exp()
t.a.sign()
t.b.abs()
t.b.isnan()
t.a.isnan()
t.b.bucket([0, 10, 20])
t.b.bucket([0, 10], include_under=True, include_over=True)
t.b.bucket([])
t.b.histogram(nbins=5)
t.a.cov(t.b, how='pop')
t.a.corr(t.b)
t.a == 1
t.a != None
t.a == None
None == t.a
t.a > 1.5
t.a > t.s
t.a > 'x'
'x' < t.a
t.d > '2024-01-01'
t.d > 'soon'
t.d == ibis.date('2024-01-01')
t.ts >= '2024-01-01 10:00:00'
t.d < t.ts
t.s == 1
t.ok == 1
t.ok == 2
t.a.between(1, 10)
t.a.between('x', 'y')
t.d.between('2024-01-01', '2024-12-31')
t.a.isin([1, 2])
t.a.isin((1,))
t.a.isin([])
t.a.isin([1, None])
t.a.notin([1, 2])
t.a.isin(u.a)
t.a.isin(['x'])
t.a.isnull()
t.a.notnull()
t.a.fill_null(0)
t.s.fill_null('none')
t.a.fill_null('x')
t.a.coalesce(t.i, 0)
t.a.nullif(0)
t.a.identical_to(t.i)
t.a.cast('string')
t.a.cast('int64')
t.a.cast(str)
t.a.cast(float)
t.s.cast('date')
t.s.try_cast('int64')
t.a.hash()
t.a.typeof()
t.a.name('z')
t.a.name('z') + 1
t.a.type()
t.a.cases((1, 'one'), (2, 'two'), else_='many')
t.a.cases((1, 'one'))
t.a.substitute({1: 10, 2: 20})
t.s.substitute('a', 'b')
ibis.cases((t.a > 1, 'x'), (t.a < 0, 'y'), else_='z')
ibis.cases((t.a > 1, 'x'), else_=1)
ibis.ifelse(t.a > 1, 1, 0)
ibis.ifelse(t.a > 1, t.b, None)
t.ok.ifelse('yes', 'no')
t.ok.ifelse(1, 'a')
t.a.ifelse(1, 2)
ibis.coalesce(t.a, 1)
ibis.greatest(t.a, t.b, 3)
ibis.least(t.a, 0)
ibis.literal(1)
ibis.literal(300)
ibis.literal(1.5)
ibis.literal('x')
ibis.literal(None)
ibis.literal([1, 2])
ibis.literal(1, type='int64')
ibis.literal('x', type='int64')
ibis.null('string')
ibis.date('2024-02-29')
ibis.date(2024, 2, 29)
ibis.timestamp('2024-02-29 10:11:12')
ibis.timestamp(2024, 2, 29, 1, 2, 3)
ibis.timestamp(5)
ibis.time('10:11:12')
ibis.interval(days=3)
ibis.interval(5, 'h')
ibis.interval(days=1, hours=2)
ibis.interval(months=1)
ibis.interval(5, 'parsec')
ibis.now()
ibis.today()
ibis.pi
ibis.e
ibis.random()
t.s.upper()
t.s.lower().strip()
t.s.length()
t.s.substr(1, 2)
t.s.substr()
t.s.substr(1, 2, 3)
t.s[0]
t.s[1:3]
t.s[:2]
t.s[-1:]
t.s.left(2)
t.s.right(2)
t.s.contains('a')
t.s.startswith('a')
t.s.endswith('a')
t.s.like('a%')
t.s.like(['a%', 'b%'])
t.s.ilike('A%')
t.s.rlike('a+')
t.s.re_search('a+')
t.s.re_extract('(a)', 1)
t.s.re_replace('a', 'b')
t.s.re_split(',')
t.s.replace('a', 'b')
t.s.replace('a')
t.s.split(',')
t.s.split(',')[0]
t.s.find('a')
t.s.lpad(5, '0')
t.s.rpad(5)
t.s.reverse()
t.s.repeat(2)
t.s * 2
t.s.capitalize()
t.s.translate('a', 'b')
t.s.ascii_str()
t.s.concat('x', t.s)
t.s + 'x'
'x' + t.s
t.s + 1
t.s.join(['a', 'b'])
t.s.levenshtein('x')
t.s.hexdigest()
t.s.as_date('%Y-%m-%d')
t.s.as_timestamp('%Y-%m-%d')
t.s.host()
t.s.upper(1)
t.s.sum()
t.s.foo
t.a.upper()
t.d.year()
t.d.month()
t.d.hour()
t.ts.hour()
t.ts.minute()
t.ts.date()
t.ts.time()
t.d.day_of_week.index()
t.d.day_of_week.full_name()
t.d.week_of_year()
t.d.quarter()
t.d.day_of_year()
t.d.epoch_days()
t.ts.epoch_seconds()
t.d.truncate('M')
t.d.truncate('month')
t.ts.truncate('D')
t.ts.truncate('h')
t.tm.truncate('h')
t.d.strftime('%Y')
t.d + ibis.interval(days=1)
t.d - ibis.interval(days=1)
t.d - t.d
t.ts - t.ts
t.ts + ibis.interval(hours=1)
t.d + 1
t.d.delta(t.d, unit='day')
t.ts.delta(t.ts, unit='hour')
t.ts.delta(t.ts, 'hour')
t.ts.bucket(minutes=15)
t.ts.bucket()
t.ts.between('2024-01-01', '2024-02-01')
t.tm.hour()
t.a.as_interval('D')
t.a.as_timestamp('s')
ibis.interval(days=2).hours
t.arr.length()
t.arr[0]
t.arr[-1]
t.arr[1:]
t.arr.contains(1)
t.arr.index(1)
t.arr.sort()
t.arr.unique()
t.arr.map(lambda x: x + 1)
t.arr.map(_ + 1)
t.arr.filter(lambda x: x > 1)
t.arr.union(t.arr)
t.arr.intersect([1, 2])
t.arr.remove(1)
t.arr.concat([1])
t.arr + t.arr
t.arr.repeat(2)
t.arr.flatten()
t.arr.unnest()
t.arr.sums()
t.arr.means()
t.arr.maxs()
t.tags.join('-')
t.arr.zip(t.tags)
ibis.array([1, 2, 3])
ibis.array([t.a, t.i])
ibis.map(['a'], [1])
ibis.map({'a': 1})
ibis.struct({'a': 1, 'b': 'x'})
ibis.struct({'a': t.a, 'b': 'x'})
ibis.range(0, 10)
ibis.range(5)
t.m['a']
t.m.get('a', 0)
t.m.keys()
t.m.values()
t.m.length()
t.m.contains('a')
t.st.x
t.st['y']
t.st.zz
t.st['zz']
t.st.lift()
t.j['a']
t.j['a'].str
t.a.sum()
t.a.sum(where=t.b > 1)
t.a.sum(where=_.b > 1)
t.a.mean()
t.ok.sum()
t.ok.mean()
t.i.sum()
t.b.sum()
t.a.min()
t.s.max()
t.a.count()
t.count()
t.count(where=t.a > 1)
t.nunique()
t.a.nunique()
t.a.approx_nunique()
t.a.median()
t.s.median()
t.a.quantile(0.5)
t.a.quantile([0.25, 0.75])
t.a.std()
t.a.var(how='pop')
t.a.mode()
t.a.arbitrary()
t.a.first()
t.a.last(order_by=t.ts)
t.a.collect()
t.s.group_concat()
t.s.group_concat('; ', order_by=t.a)
t.a.argmax(t.b)
t.s.argmin('b')
t.ok.any()
t.ok.all()
t.ok.notany()
t.a.bit_and()
t.a.rank()
t.a.dense_rank()
t.a.ntile(4)
t.a.percent_rank()
t.a.cumsum()
t.a.cummean(order_by=t.ts, group_by='s')
t.a.lag()
t.a.lag(1)
t.a.lead(2, 0)
t.a.lag(1, 2, 3)
t.a.nth(2)
t.a.sum().over()
t.a.sum().over(group_by='s')
t.a.sum().over(group_by=t.s, order_by=t.ts, rows=(-2, 0))
t.a.mean().over(ibis.window(preceding=2, following=0, order_by=t.ts))
t.a.mean().over(ibis.window(group_by=_.s, order_by=_.ts))
t.a.mean().over(range=(-ibis.interval(days=7), 0), order_by=t.ts)
t.a.over(ibis.window())
t.a.mean().over(1)
ibis.row_number().over(order_by=t.a)
ibis.row_number().over(ibis.window(group_by='s', order_by='a'))
ibis.rank().over(group_by=t.s, order_by=ibis.desc(t.a))
ibis.window(rows=(0, 1), preceding=1)
ibis.window(preceding=-1)
t.select('a', 'b')
t.select(['a', 'b'])
t.select(t.a, _.b, c2=t.a + 1)
t.select(t.a, t.a)
t.select()
t.select('zz')
t.select(u.c)
t.select(s.numeric())
t.select(~s.numeric())
t.select(s.of_type('string'))
t.select(s.cols('a', 'b'), 's')
t.select(s.startswith('t') | s.cols('a'))
t.select(s.matches('^t'))
t.select(s.cols('zz'))
t.select(s.across(s.numeric(), _.max()))
t.agg(s.across(s.of_type('float64') | s.cols('a'), dict(lo=_.min(), hi=_.max())))
t.agg(s.across(s.cols('a', 'b'), _.sum(), names='{col}_total'))
t.filter(s.if_any(s.numeric(), _ > 10))
t[['a', 'b']]
t['a']
t['zz']
t[t.a > 1]
t[:5]
t[2:5]
t.zz
t.mutate(x=t.a + 1)
t.mutate(t.a.name('x'))
t.mutate(a=t.a + 1)
t.mutate(x=5, y='z')
t.mutate(x=_.a.sum())
t.mutate(x=lambda q: q.a + 1)
t.mutate(n=t.count())
t.filter(t.a > 1).mutate(n=t.count())
t.filter(t.a > 1).agg(t.b.sum())
t.filter(t.a > 1).agg(t.count())
t.filter(t.a > 1)
t.filter(t.a > 1, t.b < 2)
t.filter([t.a > 1, _.b < 2])
t.filter(lambda q: q.ok)
t.filter(t.ok)
t.filter(t.a > t.a.mean())
t.filter(t.a.rank() < 3)
t.filter(u.c > 1)
t.filter(t.k.isin(u.k))
t.filter((t.k == u.k).any())
t.filter(~(t.k == u.k).any())
t.filter(1 < t.a < 3)
t.filter(t.a > 1 and t.b < 2)
t.filter(not t.ok)
t.drop('a')
t.drop('a', 'b')
t.drop(s.numeric())
t.drop('zz')
t.rename(aa='a')
t.rename({'aa': 'a'})
t.rename('c_{name}')
t.rename('ALL_CAPS')
t.rename(str.upper)
t.rename(x='zz')
t.relocate('s')
t.relocate('s', after='a')
t.relocate('b', before='a')
t.cast({'a': 'float64'})
t.cast({'zz': 'float64'})
t.fill_null({'a': 0})
t.fill_null(0)
t.fill_null({'zz': 0})
t.drop_null()
t.drop_null(['a'])
t.drop_null('a', how='all')
t.order_by('a')
t.order_by(t.a.desc(), 'b')
t.order_by(ibis.desc('a'), ibis.asc('b'))
t.order_by(ibis.desc(_.a))
t.order_by()
t.order_by('zz')
t.limit(5)
t.limit(5, offset=2)
t.limit(None)
t.head()
t.head(3)
t.distinct()
t.distinct(on='a')
t.distinct(on=['s', 'a'], keep='last')
t.distinct(on='s', keep=None)
t.distinct(on='zz')
t.group_by('s').agg(n=_.count())
t.group_by('s', 'ok').agg(n=_.count(), x=_.a.sum())
t.group_by(['s', 'ok']).agg(_.a.sum())
t.group_by(x=t.a + 1).agg(n=_.count())
t.group_by(t.d.truncate('M').name('month')).agg(t.a.sum().name('total'))
t.group_by('s').agg([_.a.sum(), _.b.mean()])
t.group_by('s').a.sum()
t.group_by('s').b.mean()
t.group_by('s').count()
t.group_by('s').size()
t.group_by('s').having(_.count() > 1).agg(n=_.count())
t.group_by('s').having(_.a.sum() > 1).agg(n=_.count())
t.group_by('s').mutate(r=_.a.rank())
t.group_by('s').order_by('ts').mutate(prev=_.a.lag(), n=ibis.row_number())
t.group_by('s').select(x=_.a.sum())
t.group_by('s').agg(t.a)
t.group_by('s').agg(s=_.a.sum())
t.group_by('zz')
t.group_by('s').zz
t.groupby('s')
t.sort('a')
t.agg(x=t.a.sum())
t.agg(t.a.sum(), by='s')
t.aggregate([t.a.sum().name('x'), t.b.mean().name('y')], by=['s'], having=t.a.sum() > 1)
t.agg(t.a.sum(), t.b.sum())
t.agg(x=t.a.sum() + t.b.mean())
t.agg(x=t.a)
t.value_counts()
t.s.value_counts()
t.s.value_counts(name='n')
t.s.topk(3)
t.s.topk(3, by=t.a.sum())
t.topk(3)
t.s.value_counts().order_by(ibis.desc('s_count'))
t.join(u, 'k')
t.join(u, ['k', 's'])
t.join(u, t.k == u.k)
t.join(u, [t.k == u.k, t.a > u.a])
t.join(u, [('k', 'a')])
t.join(u, 'k', how='left')
t.left_join(u, 'k')
t.right_join(u, 'k')
t.outer_join(u, 'k')
t.semi_join(u, 'k')
t.anti_join(u, 'k')
t.cross_join(v)
t.asof_join(u, 'ts')
t.asof_join(u, on='ts', predicates='k')
t.join(u, 'k', rname='u_{name}')
t.join(u, 'k', lname='t_{name}', rname='')
t.join(u, 'k').join(v, 'k')
t.join(u, 'k').select('a', 'c')
t.join(u, 'k').select(t.a, u.c)
t.join(u, 'k').filter(_.c > 1).select(t.a, u.c)
t.join(u, 'k').mutate(z=t.a + u.c)
t.join(u, 'k').group_by('s').agg(n=_.count())
t.join(u, t.k == u.k).drop('k_right')
t.join(t.view(), 'k').select('a', 'a_right')
t.join(u, 'zz')
t.join(u, 'b')
t.join(u, 'k', how='sideways')
t.join(5, 'k')
u.select('k', 's').union(v)
u.select('k', 's').union(v, distinct=True)
v.intersect(u.select('k', 's'))
v.difference(u.select('s', 'k'))
ibis.union(v, v, distinct=True)
t.union(u)
t.unnest('arr')
t.unnest('arr', offset='pos')
t.unnest(t.tags, keep_empty=True)
t.unnest('a')
t.unpack('st')
t.sample(0.5)
t.sample(1)
t.view()
t.as_scalar()
t.select('a').as_scalar()
t.a.max().as_scalar()
t.a.as_table()
t.a.sum().as_table()
t.columns
t.schema()
t.pivot_longer(s.cols('a', 'k'))
t.select('s', 'a', 'k').pivot_longer(['a', 'k'], names_to='what', values_to='x')
t.select('s', 'k', 'a').pivot_wider(names_from='s', values_from='a', names=['x', 'y'])
t.select('s', 'k', 'a').pivot_wider(names_from='s', values_from='a', names=['x', 'y'], values_agg='sum', values_fill=0)
t.select('s', 'k').pivot_wider(names_from='s', values_from='k')
t.alias('z')
t.pipe(lambda q: q.filter(q.ok))
t.mutate(x=ibis.row_number()).filter(_.x < 5)
t.mutate(x=t.a.sum().over(group_by='s')).filter(_.x > 3)
t.a.sum() / t.a.count()
t.filter(t.ts == t.ts.max())
t.agg(n=t.count(), m=t.a.max()).n
t.filter(t.a == t.agg(m=t.a.max()).m)
t.count() + 1
t.a.max() - t.a.min()
ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
ibis.memtable([{'x': 1}, {'x': 2}])
ibis.memtable([(1, 'a')], columns=['x', 'y'])
ibis.table({'x': 'int64'}, name='w').filter(_.x > 1)
ibis.table([('x', 'int64')], name='w')
ibis.foo
ibis.and_(t.a > 1, t.ok)
ibis.or_(t.a > 1, t.ok)
t.a.foo
t.arr.upper()
t.a and t.b
bool(t.a)
len(t)
t.a[0]
t.a.case()
t.count(1)
t.head('x')
undefined_name
t.bind('a', _.b)
t.describe()
t.select('a', 'b').describe()
t.select('s').describe()
t.select('s', 'ok').describe(quantile=[0.1])
t.select('d').describe()
t.describe(quantile=(0.333,))
t.info()
t.select('a').info()
t.to_array()
t.select('a').to_array()
t.equals(t)
t.equals(t.a)
t.equals(5)
t.a.equals(t.a)
t.a.equals(t.b)
t.get_name()
t.filter(t.ok).get_name()
t.unbind()
t.a.get_name()
(t.a + 1).get_name()
t.pipe((lambda z: z.a, 'z'))
t.pipe(lambda q, n: q.limit(n), 3)
t.pipe(lambda q, n: q.limit(n), n=3)
t.a.pipe(lambda c: c + 1)
t.a.pipe()
t.window_by('a')
t.rowid()
t.filter(t.ok).rowid()
t.as_table()
t.a.max().as_table()
(t.a.max() - t.a.min()).as_table()
t.a.as_scalar()
ibis.literal(1).as_scalar()
t.to_csv()
t.unpack('deep')
w.unpack('deep')
w.unpack('deep', 'bin')
w.unpack('bin')
w.deep.lift()
w.deep.p.lift()
w.deep.p.q
w.deep.fields
w.deep.names
w.deep.types
w.deep.zz
w.bin.hashbytes()
w.bin.hashbytes('md5')
w.bin.hexdigest()
w.bin.length()
w.bin == b'x'
w.ip == '127.0.0.1'
w.ip.cast('string')
w.mac.cast('string')
w.ip.upper()
t.u == t.u
t.u.cast('string')
t.u.nunique()
t.u.sum()
w.iv + ibis.interval(seconds=5)
w.iv - w.iv
w.iv * 2
w.iv // 2
w.iv / 2
-w.iv
w.iv.negate()
w.iv.minutes
w.iv.days
w.iv.months
w.iv.as_unit('h')
w.iv.as_unit('M')
w.iv.to_unit('ms')
w.iv.seconds
w.iv.add(w.iv)
w.iv.mul(3)
w.iv.rmul(3)
w.iv.floordiv(3)
w.iv.sum()
w.tz - w.tz
w.tz.hour()
w.tz.strftime('%H')
w.tz.truncate('D')
w.tz + ibis.interval(hours=1)
w.tz.date()
w.i8 + 1
w.i8 * 1000
w.i8 + w.i8
w.i8.sum()
w.u16.sum()
w.u16 + w.i8
w.u16 - w.u16
w.f32 + 1
w.f32.mean()
w.f32.round()
w.f32.round(1)
w.u16.bit_or()
w.nest[0]
w.nest[0][1]
w.nest.flatten()
w.nest.map(lambda x: x.length())
w.nest.map(lambda x: x.map(lambda y: y * 2))
w.nest.unnest()
w.flags.anys()
w.flags.alls()
w.flags.sums()
w.ms['a']
w.ms['a'][0]
w.ms.keys().length()
w.ms.values().flatten()
w.stamps.maxs()
w.stamps.unnest().year()
t.arr.map(lambda x, i: x + i)
t.arr.filter(lambda x, i: i > 1)
t.arr.filter(_ > 1)
t.arr.map(lambda x: x.cast('string'))
t.arr.map(lambda: 1)
t.arr.map(5)
t.tags.map(lambda q: q.upper())
t.tags.sort().join(',')
t.tags.modes()
t.arr.mins()
t.arr.zip(t.arr, t.tags)
t.arr.unique().length()
t.arr.contains('x')
t.arr.union([1, 2])
t.arr.remove(1).length()
t.arr.concat(t.arr, [9])
t.arr[t.a]
t.arr[:-1]
t.arr[1:2]
t.arr[::2]
t.arr.length() > 2
t.m.get('z')
t.m.get('z', 5)
t.m['a'] + 1
t.m + t.m
t.m + ibis.map({'z': 1})
ibis.map(['a', 'b'], [1, 2])
ibis.map(t.tags, t.arr)
ibis.map({})
ibis.struct([('a', 1)])
ibis.struct({'a': 1}, type='struct<a: float64>')
ibis.struct({'a': t.a, 'b': 5}).b
ibis.array([])
ibis.array(['a', 'b'])
ibis.array([1, 'a'])
t.j['a'].int
t.j['a'].float
t.j['a'].bool
t.j.array
t.j.map
t.j[0]
t.j['a']['b'].str
t.j.unwrap_as('int64')
t.j.unwrap_as('int8')
t.j.unwrap_as('array<string>')
t.j.unwrap_as('date')
t.j.unwrap_as(str)
t.d.day_of_week
t.d.day_of_week.index() + 1
t.ts.day_of_week.full_name()
t.ts.iso_year()
t.ts.microsecond()
t.ts.millisecond()
t.tm.minute()
t.tm.between('10:00', '12:00')
t.ts.time().between('10:00', '12:00')
t.ts.time().between('10:00', '12:00', timezone='UTC')
t.tm + ibis.interval(hours=1)
t.tm - t.tm
t.tm.strftime('%H')
t.tm.delta(t.tm, unit='second')
t.d.add(ibis.interval(days=2))
t.d.radd(ibis.interval(days=2))
t.d.sub(ibis.interval(days=2))
t.d.rsub(t.d)
t.ts.sub(t.ts)
t.a.add(1)
t.a.radd(1)
t.a.sub(1)
t.a.rsub(1)
t.a.mul(t.b)
t.a.div(2)
t.a.rdiv(2)
t.a.floordiv(2)
t.a.pow(2)
t.a.rpow(2)
t.a.mod(2)
t.a.rmod(7)
t.a.add(1, 2)
t.a.add(other=3)
t.a.negate()
t.ok.negate()
t.ok.cumany()
t.ok.cumall(order_by=t.ts)
t.ok.notall()
t.a.cummin()
t.a.cummax(where=t.ok)
t.b.approx_quantile(0.5)
t.b.approx_quantile([0.5, 0.9])
t.a.approx_median()
t.a.kurtosis()
t.a.histogram(nbins=3)
t.a.histogram()
t.a.histogram(nbins=3, binwidth=1)
t.b.bucket([1, 2, 3], closed='right', close_extreme=False)
t.b.bucket([1, 2], closed='middle')
t.a.convert_base(10, 2)
t.s.convert_base(16, 10)
t.a.point(t.b)
t.s.find('a', 1)
t.s.find('a', 1, 2)
t.s.find_in_set(['a', 'b'])
t.s.hashbytes('md5')
t.s.hexdigest('md5')
t.s.hexdigest('sha9')
t.s.protocol()
t.s.query('a')
t.s.as_time('%H')
t.s.split(',').length()
t.s.re_extract(r'(\d+)', 1).cast('int64')
t.a.collect(distinct=True)
t.a.collect(order_by=t.b, include_null=True)
t.a.collect(where=t.ok)
t.a.first(order_by='b')
t.a.last(include_null=True)
t.a.argmin(t.b, where=t.ok)
t.a.quantile(0.5, where=t.ok)
t.a.topk()
t.a.topk(2, by=_.b.max(), name='best')
t.a.lag(1).over(order_by='ts')
t.a.lag(default=0)
t.a.lead(ibis.literal(2))
t.a.nth(1).over(group_by='s')
t.a.ntile(4).over(group_by='s')
t.a.rank().over(group_by='s')
t.a.sum().over(ibis.window(group_by='s').order_by('ts'))
t.a.sum().over(ibis.window().group_by(['s', 'ok']).rows(-1, 1))
t.a.sum().over(ibis.window(order_by='ts').between(-2, 0))
t.a.sum().over(ibis.window(order_by='a').range(-2, 2))
t.a.sum().over(ibis.cumulative_window(group_by='s', order_by='ts'))
t.a.sum().over(ibis.trailing_window(3, order_by='ts'))
t.a.sum().over(ibis.trailing_range_window(3, order_by='a'))
t.a.sum().over(ibis.rows_window(preceding=1, following=1, order_by='ts'))
t.a.sum().over(ibis.range_window(preceding=1, following=1, order_by='a'))
t.a.sum().over(rows=(None, 0), order_by='ts')
t.a.sum().over(rows=(ibis.preceding(1), ibis.following(1)), order_by='ts')
ibis.window().group_by()
ibis.window().how
ibis.window(group_by='s').bind(t)
ibis.percent_rank().over(order_by=t.a)
ibis.cume_dist().over(order_by=t.a)
ibis.dense_rank().over(order_by=t.a)
ibis.ntile(3).over(order_by=t.a)
t.mutate(r=ibis.rank().over(order_by=_.a))
t.select(s.all())
t.select(s.none())
t.select(s.first(), s.last())
t.select(s.first() | s.last())
t.select(s.index[0])
t.select(s.index[-1])
t.select(s.index[0:3])
t.select(s.index['a':'d'])
t.select(s.index['b':])
t.select(s.index[:'b'])
t.select(s.index[::5])
t.select(s.index['a', 'd'])
t.select(s.index[['a', 1]])
t.select(s.index[99])
t.select(s.index['zz':])
t.select(s.numeric() & ~s.cols('a', 'i'))
t.select(s.numeric() & s.startswith('d'))
t.select(s.of_type('array'))
t.select(s.of_type('Integer'))
t.select(s.of_type('temporal'))
t.select(s.of_type('interval'))
t.select(s.of_type(int))
t.select(s.of_type(t.a.type()))
t.select(s.contains('a'))
t.select(s.contains(['a', 'g']))
t.select(s.contains(('a', 'g'), how=all))
t.select(s.endswith('s'))
t.select(s.endswith(('s', 'k')))
t.select(s.startswith(['a']))
t.select(s.startswith(5))
t.select(s.any_of('a', s.of_type('date')))
t.select(s.all_of(s.numeric(), s.contains('a')))
t.select(s.where(lambda c: c.get_name() in ('a', 'b')))
t.select(s.where(lambda c: c.type().is_temporal()))
t.select(s.where(lambda c: c > 1))
t.select(s.cols(t.a, 'b'))
t.select(s.cols(5))
t.select(s.cols('b', 'a'))
t.select(s.r[0])
t.select(s.c('a'))
t.select(s.numeric)
s.numeric() - s.cols('a')
s.numeric() ^ s.cols('a')
s.numeric() | 'a'
s.numeric() & t.a
-s.numeric()
s.across(s.numeric(), _.max()) | s.numeric()
s.numeric(1)
s.across(s.numeric())
s.foo
t.mutate(s.across(s.numeric(), _ * 2))
t.mutate(s.across('a', _ * 2, names='{col}_x2'))
t.mutate(s.across(['a', 'b'], {'lo': _.min(), 'hi': _.max()}))
t.mutate(s.across(['a', 'b'], {'lo': _.min(), None: _.max()}))
t.mutate(s.across(s.cols('a', 'b'), dict(z=(_ - _.mean()) / _.std()), names='{fn}_{col}'))
t.mutate(s.across(s.cols('a', 'b'), lambda c: c.fill_null(0)))
t.mutate(s.across(s.cols('a', 'b'), _.sum(), names=lambda col, fn: f'{col}.{fn}'))
t.agg(s.across(s.numeric(), _.sum().name('z')))
t.agg(s.across(s.numeric(), _.max(), names='{zz}'))
t.group_by(s.of_type('string')).agg(s.across(s.of_type('float64'), _.mean(), names='avg_{col}'))
t.group_by('s').mutate(s.across(s.cols('a'), _ - _.mean(), names='{col}_d'))
t.select(s.any_of(s.across('a', _.max())))
t.order_by(s.across(s.cols('a', 'b'), _.desc()))
t.order_by(s.cols('a', 'b'))
t.filter(s.if_all(s.numeric(), _ > 0))
t.filter(s.if_any(s.cols('a', 'b'), _.isnull()))
t.filter(s.if_all(s.none(), _ > 1))
t.filter(s.if_any(s.of_type('string'), lambda c: c == 'x'))
t.distinct(on=s.of_type('string'))
t.distinct(on=_.a)
t.drop(s.none())
t.drop(s.startswith('t'), 'a')
t.relocate(s.of_type('string'), before='a')
t.relocate(s.numeric(), after=s.of_type('date'))
t.relocate(z='a')
t.relocate()
t.relocate('s', before=s.of_type('uuid'))
t.relocate('b', after=s.of_type('uuid'))
t.relocate(('b', 's'))
t.relocate(('b', 's'), 'a')
t.relocate(t.columns[:2], "b")
t.b.bucket([10], closed="right", include_over=True, include_under=True)
t.relocate('a', before='b', after='s')
t.unnest('arr').select('arr')
t.value_counts(name='n')
t.topk(name='n')
t.select('s').value_counts()
t.nunique(where=t.ok)
t.count(where='ok')
t.count(where=_.a > 1)
t.cast({'a': 'float64', 'zz': 'string'})
t.cast(a='float64')
t.cast(ibis.schema({'a': 'float64'}))
t.try_cast({'s': 'int64'})
t.any_inner_join(u, 'k')
t.any_left_join(u, 'k')
t.join(u, 'k', how='cross')
t.cross_join(u, v)
t.cross_join(u, rname='{name}_u')
t.join(u, [])
t.join(u, True)
t.join(u, (t.k == u.k) & (t.a > u.a))
t.join(u, [_.k == u.k])
t.join(u, lambda a, b: a.k == b.k)
t.join(u, [(t.k, u.k), (_.a, u.a)])
t.join(u, 'k').count()
t.join(u, 'k').distinct()
t.join(u, 'k').order_by('a').limit(3)
t.join(u, 'k').rename(x='c')
t.join(u, 'k').agg(n=_.count(), m=_.c.sum())
t.join(u, 'k')[['a', 'c']]
t.join(u, 'k').c
t.join(u, 'k').schema()
t.join(u, 'k').columns
t.asof_join(u, 'ts', 'k')
t.asof_join(u, t.ts > u.ts)
ibis.join(t, u, 'k')
ibis.join(t, u, 'k', how='left')
ibis.join(t)
ibis.cross_join(t, v)
ibis.aggregate(t, t.a.sum())
ibis.aggregate(t, [t.a.sum()], by='s')
ibis.aggregate(t, by='s', n=_.count())
ibis.union(v, v)
ibis.union(v)
ibis.intersect(v, v)
ibis.difference(v, v, distinct=False)
ibis.infer_dtype(3)
ibis.infer_dtype('x')
ibis.infer_dtype([1.5])
ibis.dtype('int64')
ibis.dtype('array<int8>').value_type
ibis.dtype('decimal(10,2)').precision
ibis.dtype(int)
ibis.dtype('nope<')
ibis.schema({'a': 'int64', 'b': 'string'})
ibis.schema(names=['a'], types=['int64'])
ibis.schema(names=['a'], types=[])
ibis.schema({'a': 'int64'}).names
ibis.schema({'a': 'int64'})['a']
ibis.schema({'a': 'int64'})['zz']
ibis.schema({'a': 'int64'}).name_at_position(0)
ibis.schema({'a': 'int64'}).name_at_position(3)
ibis.schema({'a': 'int64'}).equals(ibis.schema({'a': 'int64'}))
ibis.schema({'a': 'int64'}) == ibis.schema({'a': 'int32'})
ibis.schema({'a': 'int64'}).equals(5)
ibis.schema({'a': 'int64'}).as_struct()
ibis.Schema({'a': 'int64'}).types
ibis.Schema.from_tuples([('a', 'int64'), ('b', 'date')])
ibis.Schema.from_tuples([('a', 'int64'), ('a', 'date')])
len(t.schema())
list(t.schema())
dict(v.schema())
'a' in t.schema()
t.schema()['a']
t.a.type().is_integer()
t.a.type().is_numeric()
t.a.type().castable(t.b.type())
t.s.type().castable(t.b.type())
t.a.type() == ibis.dtype('int64')
t.a.type() == 'int64'
t.a.type().nullable
str(t.dec.type())
repr(t.dec.type())
repr(t.ts.type())
repr(t.arr.type())
repr(t.m.type())
repr(t.st.type())
repr(t.j.type())
repr(w.iv.type())
t.a.type().zz
isinstance(t, ibis.Table)
isinstance(t.a, ibis.Value)
isinstance(t.a, ibis.Column)
isinstance(t.a, ibis.Scalar)
isinstance(t.a.sum(), ibis.Scalar)
isinstance(t.a, ibis.Table)
isinstance(_, ibis.Deferred)
isinstance(t.schema(), ibis.Schema)
isinstance(t.a.type(), ibis.DataType)
isinstance(t.join(u, 'k'), ibis.Table)
isinstance(t.a, ibis.expr.types.IntegerColumn)
isinstance(t.a, ibis.expr.types.NumericValue)
isinstance(t.ok, ibis.expr.types.NumericColumn)
isinstance(t.s, ibis.ir.StringValue)
ibis.Table(5)
ibis.deferred.a + 1
t.select(ibis.deferred.a)
_.a.resolve(t)
(_.a + 1).resolve(t)
bool(_.a)
list(_.a)
[c for c in _]
t.filter(_.a > 1 and _.b > 2)
t.mutate(z=_.a.cast('string') + 'x')
t.mutate(z=_['a'] + 1)
t.select(_.a, _['b'])
t.mutate(z=ibis.coalesce(_.a, _.i, 0))
t.mutate(z=ibis.ifelse(_.a > 1, 'x', 'y'))
t.mutate(z=ibis.cases((_.a > 1, 'x'), else_='y'))
t.mutate(z=_.a.cases((1, 'x'), else_='y'))
t.mutate(z=ibis.greatest(_.a, _.i))
t.mutate(z=ibis.literal(1) + _.a)
t.mutate(z=1 + _.a)
t.mutate(z=-_.a, y=~_.ok)
t.mutate(z=_.st.x)
t.mutate(z=_.arr[0], y=_.m['a'])
t.mutate(z=_.a.sum().over(group_by=_.s))
t.mutate(z=ibis.array([_.a, _.i]), y=ibis.struct({'p': _.a}))
t.mutate(z=ibis.timestamp(_.a, 1, 1, 0, 0, 0))
t.mutate(z=ibis.date(_.a, 1, 1))
t.mutate(z=ibis.range(_.a))
t.mutate(z=ibis.interval(days=_.a))
t.group_by(_.s).agg(_.a.sum())
t.group_by(y=_.d.year()).agg(n=_.count())
t.group_by('s').over(ibis.window())
t.group_by('s').having(_.count() > 1).count()
t.group_by('s').agg(n=_.count()).filter(_.n > 1)
t.group_by('s').agg(n=_.nunique())
t.group_by('s').a.max()
t.group_by('s').s.max()
t.group_by('s').a.foo()
t.group_by('s')['a', 'b']
t.group_by()
t.group_by(None)
t.group_by(['s', _.ok])
t.group_by('s').order_by(_.a.desc()).mutate(n=ibis.row_number())
t.limit(t.count() // 2)
t.limit(3, offset=t.a.max())
t.limit('x')
t.limit(-1)
t.head(-1)
t.order_by(_.a, ibis.desc(_.b), 's')
t.order_by(ibis.random())
t.order_by(t.a.sum())
t.order_by(ibis.desc('a', nulls_first=True))
t.order_by(t.a.asc(nulls_first=True))
t.order_by(lambda q: q.a)
t.order_by(5)
t.filter(True)
t.filter('ok')
t.filter('a')
t.filter(t.a)
t.filter()
t.filter([])
t.filter({'a': 1})
t.drop_null(how='some')
t.fill_null({'a': 'x'})
t.select('arr').unnest('arr', offset='a')
t.sample(2)
t.sample(0.5, method='block', seed=5)
t.select(x=1)
t.select(1)
t.select('a', x=_.b, y='s')
t.mutate('a')
t.mutate({'x': t.a})
t.mutate([t.a.name('q'), t.b.name('r')])
t.mutate(x='s')
t.select({'x': 'a'})
t.a.name(5)
t.a.name(lambda c: 'x')
t.rename({'aa': 'a', 'bb': 'b'}).rename(lambda c: c + '_')
t.rename('{name}_x')
t.rename('x')
t.rename(5)
t.rename(aa='a', ab='a')
t.columns[0]
t.columns[-1]
len(t.columns)
tuple(t.columns)[:2]
t[t.columns[0]]
getattr(t, 'a')
getattr(t, 'zz', None)
hasattr(t, 'a')
hasattr(t, 'zz')
'a' in t
'zz' in t
'a' in t.columns
[t[c].max() for c in ('a', 'b')][1]
t.select([t[c].cast('string') for c in t.columns[:2]])
t.agg([t[c].isnull().sum().name(f'{c}_nulls') for c in t.columns[:3]])
t.agg(**{f'max_{c}': t[c].max() for c in ('a', 'b')})
t[5]
t[99]
t['a', 'b']
t[['a', t.b]]
t[t.a, t.b]
t[:3]
t[3:]
t[::2]
t[-3:]
t[s.numeric()]
t[lambda q: q.a]
t[_.a]
t.a[1:2]
t.a.max()[0]
ibis.param('int64') + 1
t.filter(t.a > ibis.param('int64'))
ibis.param('nope')
ibis.null()
ibis.null('int64')
ibis.null(int)
ibis.uuid()
ibis.uuid('b0b0b0b0-1234-1234-1234-b0b0b0b0b0b0')
ibis.time(10, 11, 12)
ibis.time('25:00')
ibis.date('2024-13-01')
ibis.date(t.s)
ibis.date(t.ts)
ibis.timestamp('2024-01-01', timezone='UTC')
ibis.timestamp(t.s)
ibis.interval(weeks=2)
ibis.interval(value=3, unit='D')
ibis.interval(1.5, 'D')
ibis.interval(days=1) + ibis.interval(hours=3)
ibis.interval(days=1) * 3
ibis.interval(days=1) == ibis.interval(hours=24)
ibis.range(0, 10, 2)
ibis.range(t.a)
ibis.range('2024-01-01', '2024-02-01', ibis.interval(days=1))
ibis.range(ibis.timestamp('2024-01-01'), ibis.timestamp('2024-02-01'), ibis.interval(days=1)).unnest()
ibis.range(0, 10).unnest()
ibis.range(0, 5).map(lambda x: x * 2)
ibis.and_()
ibis.or_()
ibis.or_(t.ok, t.a > 1, t.b > 2)
ibis.cases()
ibis.cases((t.a, 1))
ibis.cases((True, 1), else_=None)
ibis.ifelse('x', 1, 2)
ibis.ifelse(True, t.a, t.s)
ibis.coalesce()
ibis.greatest()
ibis.memtable([{'x': 1, 'y': None}, {'x': 2, 'y': 'b'}])
ibis.memtable({'x': [1.5, None]}, schema={'x': 'float64'})
ibis.memtable([1, 2, 3])
ibis.memtable([(1, 2)])
ibis.memtable([(1, 2)], schema=['a', 'b'])
ibis.table({'x': 'int64'}).x
ibis.table(name='q')
ibis.table({'x': 'nope'}, name='q')
ibis.table({'x': 'int64'}, name='q', database='db')
ibis.table({'x': 'int64'}, name='q', catalog='c')
ibis.to_sql()
ibis.selectors.numeric()
ibis.udf.scalar.builtin(3)
ibis.expr.datatypes.int64
ibis.expr.datatypes.Decimal(12, 2)
ibis.expr.datatypes.Decimal(2, 5)
ibis.expr.datatypes.Decimal('x')
ibis.expr.datatypes.Array('int64')
ibis.expr.datatypes.Array(5)
ibis.expr.datatypes.Array()
ibis.expr.datatypes.Map('string', ibis.expr.datatypes.int64)
ibis.expr.datatypes.Struct({'a': 'int64'})
ibis.expr.datatypes.Struct({'a': 'int64'})['a']
ibis.expr.datatypes.Timestamp('UTC')
ibis.expr.datatypes.Timestamp(5)
ibis.expr.datatypes.Interval('D')
ibis.expr.datatypes.Interval('zz')
ibis.expr.datatypes.String(length=5)
ibis.expr.datatypes.Int64(nullable=False)
ibis.expr.datatypes.Int64(5)
ibis.expr.datatypes.int64(nullable=False)
ibis.expr.datatypes.int64(foo=1)
ibis.expr.datatypes.timestamp(timezone='UTC')
ibis.expr.datatypes.Numeric()
ibis.expr.datatypes.zz
ibis.expr.datatypes.higher_precedence(ibis.dtype('int8'), ibis.dtype('float64'))
ibis.expr.datatypes.highest_precedence([ibis.dtype('int8'), ibis.dtype('string')])
ibis.expr.datatypes.cast(ibis.dtype('string'), ibis.dtype('int64'))
ibis.expr.datatypes.castable(ibis.dtype('int8'), ibis.dtype('int64'))
ibis.expr.datatypes.infer(3)
ibis.expr.datatypes.parse('array<int>')
t.a.cast(ibis.expr.datatypes.Int8)
t.a.cast(ibis.expr.datatypes.Decimal(10, 2))
t.a.cast(ibis.expr.datatypes.string)
t.a.cast(None)
t.a.cast('!int64')
t.a.try_cast('int8')
t.a.cast(list)
ibis.NA
ibis.expr.api.asof_join(t, u, "ts")
ibis.dtype("geospatial:geometry")
ibis.dtype("!geospatial:geography;4326")
ibis.dtype("array<geospatial:geometry>")
ibis.expr.datatypes.int64.copy(nullable=False)
ibis.expr.datatypes.Timestamp().copy(timezone="UTC", scale=3)
ibis.expr.datatypes.Decimal(10, 2).copy(scale=30)
ibis.expr.datatypes.Array("int64").copy(value_type="string", nullable=False)
ibis.expr.datatypes.Interval("s").copy(unit="D")
ibis.expr.datatypes.point.copy(srid=4326, geotype="geography")
ibis.expr.datatypes.Map("string", "int64").copy(value_type="!string")
ibis.expr.datatypes.int64.copy(1)
ibis.expr.datatypes.int64.copy(srid=1)
ibis.dtype(list[float])
ibis.dtype(list[dict[str, "int8"]])
ibis.dtype(tuple[int])
ibis.dtype(list[int], nullable=False)
ibis.dtype(int | None)
ibis.dtype(None | list[int])
ibis.dtype(list[None])
ibis.dtype(dict[str])
ibis.dtype(list[int, str])
ibis.dtype(int[str])
ibis.dtype(ibis.expr.datatypes.Array[int])
ibis.dtype(ibis.expr.datatypes.Map[str, float])
ibis.dtype(ibis.expr.datatypes.Array)
ibis.schema({"a": list[int], "b": dict[str, float]})
t.arr.cast(list[float])
ibis.literal([1], type=list[float])
[list[int]() == [], dict[str, int](a=1), list[int] == list[int], str(dict[str, list[int]])]
[isinstance(1, int | str), isinstance(None, int | None), isinstance("", int | None)]
isinstance([], list[int])
[c.get_name() for c in s.of_type("int64").expand(t)]
s.none().expand(t)
sorted((~s.numeric()).expand_names(u))
(s.cols("k") & s.numeric()).expand_names(u)
[c.get_name() for c in s.across(s.of_type("int64"), _ + 1).expand(u)]
s.cols("zz").expand(t)
s.numeric().expand()
s.numeric().expand(1)
t.select(iter(["a", "b"]))
t.select(c for c in ("a", "b"))
t.select(map(lambda c: t[c], ["a", "b"]))
t.select({"a": 1}.keys())
t.select({"a"})
t.select(v.schema())
t.select(range(2))
t.order_by(iter(["a"]))
t.group_by(iter(["s"])).agg(n=_.count())
t.drop(iter(["a"]))
t.filter(p for p in [t.a > 1])
t.mutate(iter([t.a.name("z")]))
t.agg(m for m in [t.a.sum()])
t.join(u, iter(["k"]))
t.bind(c for c in (1, "a"))[1]
t.agg(...)
ibis.literal(range(3))
ibis.struct({"x": 1, "y": 2, "z": 3}, type="struct<x: int64, y: string>")
ibis.struct({"y": 1, "x": 2}, type="struct<x: int64, y: string>")
ibis.struct({"x": 1}, type="struct<x: int64, y: string>")
ibis.literal({"x": 1, "y": 2, "z": 3}, type="struct<x: int64, y: string>")
ibis.literal({"x": 1}, type="struct<x: int64, y: string>")
ibis.literal(5, type="struct<x: int64>")
ibis.memtable({"a": range(5)})
ibis.memtable({"a": range(2), "b": (1.5, 2), "c": "x"})
ibis.memtable({"a": (i for i in range(2))})
ibis.memtable({"a": range(5), "b": [1]})
ibis.memtable({"a": {1, 2}})
ibis.memtable({"m": [{"x": 1, "y": 2}]})
ibis.memtable({"m": [{"x": 1.5}, {"y": "a"}, None]})
ibis.memtable([{"m": {"x": {"y": 2}}}, {"m": {"x": {"z": [1]}}}])
ibis.memtable({"m": [[{"x": 1}], [{"y": True}]]})
ibis.memtable([({"x": 1},)], columns=["m"])
ibis.memtable({"m": [{"x": None}]})
ibis.expr.types.ArrayValue.sums(t.arr)
ibis.expr.types.StringColumn.upper(t.s)
ibis.expr.types.Value.isnull(t.a)
ibis.expr.types.NumericColumn.mean(t.a)
ibis.Table.filter(t, t.a > 1)
ibis.Table.asof_join(t, u, "ts")
ibis.expr.types.StringValue.sums
ibis.expr.types.ArrayValue.sums()
[str(type(x)) for x in (t, t.a, t.a.sum(), t.s, t.ok, t.join(u, "k"), t.a.type())]
[type(t) is ibis.Table, type(t.a) == ibis.expr.types.IntegerColumn, isinstance(u.a, type(t.a))]
"""

# Programs of several lines; the last one is an expression.
SCRIPTS = r"""
import ibis.expr.datatypes as dt
t.a.cast(dt.float32)
---
import ibis.expr.datatypes as dt
t.s.cast(dt.Array(dt.int64))
---
from ibis.expr.datatypes import Int64, string
t.select(t.a.cast(Int64), t.b.cast(string))
---
import ibis.expr.types as ir
isinstance(t.a, ir.IntegerColumn) and not isinstance(t.s, ir.NumericValue)
---
import ibis.expr.types as ir
def total(table: ir.Table, column: str) -> ir.Scalar:
    return table[column].sum()
total(t, "a")
---
import ibis.expr.datatypes as dt
t.select(s.of_type(dt.Numeric))
---
import ibis.expr.datatypes as dt
t.select(s.of_type(dt.Array))
---
import ibis.expr.datatypes as dt
t.select(s.where(lambda c: isinstance(c.type(), dt.Integer)))
---
import ibis.expr.schema as sch
sch.Schema({"a": "int64"})
---
@ibis.udf.scalar.builtin
def my_func(a: int, b: str = "x") -> str: ...
my_func(t.a)
---
@ibis.udf.scalar.builtin
def my_func(a: int, b: str = "x") -> str: ...
t.mutate(my_func(_.a, "q"))
---
@ibis.udf.scalar.builtin
def my_func(a: int, b: str = "x") -> str: ...
my_func(t.s)
---
@ibis.udf.scalar.builtin
def my_func(a: int, b: str = "x") -> str: ...
my_func()
---
@ibis.udf.scalar.builtin
def my_func(a: int) -> str: ...
my_func(t.a, zz=1)
---
@ibis.udf.scalar.builtin
def my_func(a: int) -> str: ...
my_func(t.a, t.a)
---
@ibis.udf.scalar.builtin(name="favg")
def my_func(a) -> float: ...
my_func(t.a) + 1
---
@ibis.udf.scalar.builtin(signature=((int,), str))
def my_func(a): ...
my_func(t.a)
---
@ibis.udf.scalar.builtin
def my_func() -> float: ...
my_func()
---
@ibis.udf.scalar.builtin
def my_func(a: int) -> str: ...
@ibis.udf.scalar.builtin
def my_func(a: float) -> int: ...
my_func(t.a)
---
@ibis.udf.agg.builtin
def my_agg(a: float) -> float: ...
my_agg(t.a)
---
@ibis.udf.agg.builtin(name="favg")
def my_agg(a: float) -> float: ...
t.group_by("s").agg(my_agg(_.b), x=my_agg(_.a, where=_.ok))
---
@ibis.udf.agg.builtin
def my_agg(a: float) -> float: ...
my_agg("x")
---
@ibis.udf.agg.builtin
def my_agg(a: float) -> float: ...
t.mutate(z=my_agg(_.a).over(group_by="s"))
---
@ibis.udf.scalar.builtin
def my_func(a: int) -> list: ...
my_func(t.a)
---
@ibis.udf.scalar.builtin
def hamming(a: str, b: str) -> int:
    "The Hamming distance."
t.filter(hamming(t.s, "abc") < 2)
---
import calendar
list(map(calendar.day_name.__getitem__, range(-1, 6)))
---
d = {"a": 1, "b": 2}
[d.__getitem__(k) for k in ("a", "b")] + [(1, 2).__len__(), "x".__contains__("y")]
---
out = t
for c in t.columns[:3]:
    out = out.mutate(**{f"{c}_copy": out[c]})
out
---
t.select(*[c for c in t.columns if t[c].type().is_numeric()])
---
q = t.group_by("s").agg(n=_.count(), total=_.a.sum())
q.join(v, "s").order_by(ibis.desc("n")).limit(5)
---
def clean(table, *, drop):
    return table.drop(*drop).rename("c_{name}")
t.pipe(clean, drop=["a", "b"])
---
try:
    t.zz
except AttributeError as e:
    answer = str(e)
answer
---
from ibis.common.exceptions import IbisTypeError
try:
    t["zz"]
except IbisTypeError:
    answer = t.count()
answer
---
try:
    t.select("zz")
except ibis.IbisError:
    answer = t.a.max()
answer
---
from ibis import selectors as cs
t.select(cs.numeric() & cs.cols("a", "b"))
---
import ibis.nope
---
w1 = ibis.window(group_by="s", order_by="ts")
t.mutate(prev=t.a.lag().over(w1), total=t.a.sum().over(w1), n=ibis.row_number().over(w1))
---
p = ibis.param("float64")
t.filter(t.b > p).agg(m=(t.b * p).mean())
---
x = t.a > 1
y = t.b < 2
t.filter(x & y | ~x)
---
t.mutate(size=ibis.cases(
    (t.a < 10, "small"),
    (t.a < 100, "medium"),
    else_="large",
)).group_by("size").agg(n=_.count())
---
from functools import partial
t.arr.map(partial(lambda x, y, i: x + y + i, y=1))
---
from functools import partial
t.arr.filter(partial(lambda y, x: x > y, 1))
---
import ibis.expr.schema as sch
sch.schema({"a": "int64"})
---
import ibis.expr.schema as sch
sch.schema(5)
---
from ibis.expr import api
api.asof_join(t, u, "ts").select("a", "c")
---
import ibis.expr.api as api
api.table({"a": "int64"}, name="x")
---
from typing import List, Optional, Union
import ibis.expr.datatypes as dt
[dt.dtype(List[int]), dt.dtype(Optional[str]), dt.dtype(Union[None, float])]
---
answer = None
try:
    ibis.literal(...)
except TypeError:
    answer = t.count()
answer
---
from ibis.common.exceptions import ExpressionError, OperationNotDefinedError
answer = None
try:
    t.union(u)
except OperationNotDefinedError:
    answer = t.a.min()
except ExpressionError:
    answer = t.a.max()
answer
"""

# Plain answers are recorded as Python shows them.
PLAIN = (bool, int, float, str, tuple, list, dict, type(None), ibis.Schema, ibis.DataType)

OBJECT = re.compile(r"0x[0-9a-f]+")


def describe(result):
    if isinstance(result, ibis.expr.types.Table):
        schema = result.schema()
        return {"kind": "table", "schema": [[n, str(t)] for n, t in schema.items()]}
    if isinstance(result, ibis.expr.types.Value):
        kind = "column" if isinstance(result, ibis.expr.types.Column) else "scalar"
        return {"kind": kind, "schema": [[result.get_name(), str(result.type())]]}
    if isinstance(result, PLAIN):
        return {"kind": "other", "repr": OBJECT.sub("0x", repr(result))}
    return {"kind": "other"}


def run(code, scope):
    """Runs a program of this file and gives the value of its last line."""
    *statements, last = ast.parse(code).body
    exec(compile(ast.Module(statements, []), "<program>", "exec"), scope)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "<program>", "exec"), scope)
        return None
    return eval(compile(ast.Expression(last.value), "<program>", "eval"), scope)


def main():
    warnings.simplefilter("ignore")
    golden = []
    programs = PROGRAMS.strip().splitlines() + SCRIPTS.strip().split("\n---\n")
    for code in programs:
        tables = {name: ibis.table(schema, name=name) for name, schema in TABLES.items()}
        # Functions are numbered for the whole process: each program starts anew.
        udf._udf_name_cache.clear()
        scope = {"ibis": ibis, "_": _, "s": s, **tables}
        try:
            answer = describe(run(code, scope))
        except Exception as error:
            answer = {"error": type(error).__name__, "message": OBJECT.sub("0x", str(error))}
        golden.append({"code": code, **answer})
    out = pathlib.Path(__file__).parent.parent / "ibis" / "goldens" / "api.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        json.dumps({"tables": TABLES, "programs": golden}, indent=1, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main()
