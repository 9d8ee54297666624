"""Records the SQL that real Ibis writes for dialects without an engine at hand, or its refusal.

Run it with the interpreter of the conformance environment; it rewrites
tests/sql/goldens/yardstick.json. Each line names the operation that its program is about; the
programs are written here, the SQL is Ibis's. Redshift is no backend of Ibis: it has none here.

    python tests/oracle/record_dialects.py
"""

import json
import pathlib
import re
import warnings

import ibis
import ibis.selectors as s
from ibis import _
from ibis.config import Config

from record_api import OBJECT, TABLES, run

DIALECTS = {
    "bigquery": "bigquery",
    "snowflake": "snowflake",
    "trino": "trino",
    "clickhouse": "clickhouse",
    "spark": "pyspark",
    "databricks": "databricks",
    "mssql": "mssql",
    "oracle": "oracle",
}

PROGRAMS = r"""
Literal: t.select(x=ibis.literal(1))
Literal: t.select(x=ibis.literal(-2.5))
Literal: t.select(x=ibis.literal("it's"))
Literal: t.select(x=ibis.literal(True))
Literal: t.select(x=ibis.literal('a\\b'))
Literal: t.select(x=ibis.date('2024-02-29'))
Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
Literal: t.select(x=ibis.time('10:11:12'))
Literal: t.select(x=ibis.literal('1.5', 'decimal(5, 2)'))
Literal: t.select(x=ibis.literal(None, 'string'))
Literal: t.select(x=ibis.literal(None, 'int64'))
Literal: t.select(x=ibis.literal(float('nan')))
Literal: t.select(x=ibis.literal(float('inf')))
Literal: t.select(x=ibis.literal([1, 2]))
Literal: t.select(x=ibis.literal({'a': 1}, type='map<string, int64>'))
Literal: t.select(x=ibis.literal({'a': 1, 'b': 'x'}, type='struct<a: int64, b: string>'))
Field: t.select('a', z=t.b)
SortKey: t.order_by(t.a)
SortKey: t.order_by(t.a.desc())
SortKey: t.order_by(t.s.asc(nulls_first=True))
SortKey: t.order_by(t.a.desc(nulls_first=True), t.s)
SortKey: t.order_by((t.a + 1).desc())
RowID: t.rowid()
Cast: t.a.cast('string')
Cast: t.a.cast('int32')
Cast: t.a.cast('int8')
Cast: t.a.cast('float64')
Cast: t.a.cast('float32')
Cast: t.a.cast('decimal(10, 2)')
Cast: t.a.cast('boolean')
Cast: t.a.cast('timestamp')
Cast: t.b.cast('int64')
Cast: t.b.cast('string')
Cast: t.s.cast('int64')
Cast: t.s.cast('float64')
Cast: t.s.cast('date')
Cast: t.s.cast('timestamp')
Cast: t.s.cast('boolean')
Cast: t.s.cast('time')
Cast: t.d.cast('timestamp')
Cast: t.d.cast('string')
Cast: t.ts.cast('date')
Cast: t.ts.cast('string')
Cast: t.ts.cast('int64')
Cast: t.ok.cast('int64')
Cast: t.ok.cast('string')
Cast: t.dec.cast('float64')
Cast: t.arr.cast('array<string>')
Cast: t.j.cast('string')
Cast: t.s.cast('json')
TryCast: t.s.try_cast('int64')
TryCast: t.s.try_cast('date')
TryCast: t.a.try_cast('int8')
TypeOf: t.a.typeof()
IsNull: t.a.isnull()
IsNull: t.filter(t.ok.isnull())
NotNull: t.s.notnull()
NotNull: t.filter(t.s.notnull())
NullIf: t.a.nullif(0)
NullIf: t.s.nullif('')
Coalesce: t.a.fill_null(0)
Coalesce: t.s.coalesce('x')
Coalesce: ibis.coalesce(t.a, t.i, 0)
Greatest: ibis.greatest(t.a, t.b)
Greatest: ibis.greatest(t.a, 3)
Greatest: ibis.greatest(t.a, t.i, t.k)
Least: ibis.least(t.a, t.k)
Least: ibis.least(t.a, 0)
SearchedCase: ibis.cases((t.a > 1, 'x'), (t.a < 0, 'y'), else_='z')
SearchedCase: ibis.cases((t.ok, 1), else_=0)
SearchedCase: ibis.cases((t.a > 1, 'x'))
SimpleCase: t.a.cases((1, 'one'), (2, 'two'), else_='many')
SimpleCase: t.a.cases((1, 'one'))
TimestampNow: t.select(x=ibis.now())
DateNow: t.select(x=ibis.today())
RandomScalar: t.select(x=ibis.random())
RandomUUID: t.select(x=ibis.uuid())
E: t.select(x=ibis.e)
Pi: t.select(x=ibis.pi)
Hash: t.s.hash()
HashBytes: t.s.hashbytes('md5')
HashBytes: t.s.hashbytes('sha256')
HexDigest: t.s.hexdigest('md5')
HexDigest: t.s.hexdigest('sha256')
HexDigest: t.s.hexdigest('sha1')
HexDigest: t.s.hexdigest('sha512')
Not: t.select(x=~t.ok)
Not: t.filter(~t.ok)
Not: t.filter(~(t.a > 1))
Not: t.filter(~t.a.isin([1, 2]))
Not: t.filter(~t.s.like('a%'))
Not: t.filter(~((t.a > 1) & (t.b < 2)))
And: t.select(x=t.ok & (t.a > 1))
And: t.filter((t.b < 1) | (t.ok & (t.a > 1)))
Or: t.select(x=t.ok | (t.a > 1))
Or: t.filter((t.b < 1) | (t.a > 1))
Or: t.filter((t.b < 1) | (t.a > 1) & t.ok)
Xor: t.select(x=t.ok ^ (t.a > 1))
Xor: t.filter(t.ok ^ (t.a > 1))
Equals: t.a == 1
Equals: t.s == 'x'
Equals: t.filter(t.a == t.k)
Equals: t.filter(t.d == ibis.date('2024-01-01'))
Equals: t.filter(t.ok == True)
NotEquals: t.a != 1
NotEquals: t.filter(t.s != 'x')
Greater: t.a > 1
Greater: t.filter(t.b > 1.5)
Greater: t.filter(t.d > '2024-01-01')
GreaterEqual: t.filter(t.ts >= '2024-01-01 10:00:00')
GreaterEqual: t.a >= t.b
Less: t.filter(t.a + 1 < t.k * 2)
Less: t.a < t.k
LessEqual: t.a <= 2
LessEqual: t.filter(t.dec <= 2)
IdenticalTo: t.a.identical_to(t.k)
IdenticalTo: t.filter(t.s.identical_to('x'))
Between: t.a.between(1, 10)
Between: t.filter(t.d.between('2024-01-01', '2024-12-31'))
Between: t.filter(t.a.between(t.i, t.k))
BetweenTime: t.ts.time().between('10:00', '12:00')
InValues: t.a.isin([1, 2])
InValues: t.filter(t.s.isin(['x', 'y']))
InValues: t.filter(t.a.notin([1, 2]))
InValues: t.filter(t.a.isin([]))
IfElse: t.ok.ifelse('yes', 'no')
IfElse: ibis.ifelse(t.a > 1, t.b, 0.5)
IfElse: ibis.ifelse(t.a > 1, t.s, None)
Add: t.a + 1
Add: t.a + t.b
Add: t.dec + t.a
Add: w.i8 + w.i8
Subtract: t.a - t.b
Subtract: t.a - (t.i - 1)
Multiply: t.a * 2
Multiply: (t.a + 1) * t.b
Multiply: t.dec * t.dec
Divide: t.a / 2
Divide: t.a / t.k
Divide: t.b / 2
Divide: t.dec / 2
FloorDivide: t.a // 2
FloorDivide: t.a // t.k
FloorDivide: t.b // 2
Modulus: t.a % 3
Modulus: t.a % t.k
Modulus: t.b % 2
Power: t.a ** 2
Power: t.b ** 0.5
Power: 2 ** t.a
Negate: -t.a
Negate: -(t.a + t.b)
IsNan: t.b.isnan()
IsNan: t.filter(t.b.isnan())
IsInf: t.b.isinf()
IsInf: t.filter(t.b.isinf())
Abs: t.a.abs()
Abs: t.b.abs()
Sign: t.a.sign()
Sign: t.b.sign()
Ceil: t.b.ceil()
Ceil: t.dec.ceil()
Floor: t.b.floor()
Floor: t.dec.floor()
Round: t.b.round()
Round: t.b.round(2)
Round: t.a.round(-1)
Round: t.dec.round(1)
Clip: t.b.clip(0, 10)
Clip: t.a.clip(lower=1)
Clip: t.a.clip(upper=5)
BaseConvert: t.a.convert_base(10, 2)
Exp: t.b.exp()
Exp: t.a.exp()
Degrees: t.b.degrees()
Radians: t.b.radians()
Sqrt: t.b.sqrt()
Sqrt: t.a.sqrt()
Log: t.b.log(3)
Log: t.b.log()
Ln: t.b.ln()
Ln: t.a.ln()
Log2: t.b.log2()
Log2: t.a.log2()
Log10: t.b.log10()
Log10: t.a.log10()
Acos: t.b.acos()
Asin: t.b.asin()
Atan: t.b.atan()
Atan2: t.b.atan2(t.a)
Cos: t.b.cos()
Cot: t.b.cot()
Sin: t.b.sin()
Tan: t.b.tan()
BitwiseNot: ~t.a
BitwiseAnd: t.a & t.k
BitwiseAnd: t.a & 3
BitwiseOr: t.a | t.k
BitwiseXor: t.a ^ t.k
BitwiseLeftShift: t.a << 2
BitwiseLeftShift: t.a << t.k
BitwiseRightShift: t.a >> 2
BitwiseRightShift: t.a >> t.k
Bucket: t.b.bucket([0, 10, 20])
Bucket: t.a.bucket([0, 10], include_under=True, include_over=True)
Uppercase: t.s.upper()
Lowercase: t.s.lower()
Reverse: t.s.reverse()
Strip: t.s.strip()
LStrip: t.s.lstrip()
RStrip: t.s.rstrip()
Capitalize: t.s.capitalize()
Substring: t.s.substr(1, 2)
Substring: t.s.substr(2)
Substring: t.s.substr(t.a, 2)
Substring: t.s.substr(0, t.a)
StringSlice: t.s[1:3]
StringSlice: t.s[:2]
StringSlice: t.s[2:]
StringSlice: t.s[t.a:t.k]
StrRight: t.s.right(2)
StrRight: t.s.right(t.a)
Repeat: t.s.repeat(2)
Repeat: t.s.repeat(t.a)
StringFind: t.s.find('a')
StringFind: t.s.find('a', 1)
StringFind: t.s.find(t.s.lower())
Translate: t.s.translate('a', 'b')
LPad: t.s.lpad(5, '0')
LPad: t.s.lpad(t.a, 'xy')
RPad: t.s.rpad(5)
FindInSet: t.s.find_in_set(['a', 'b'])
StringJoin: ibis.literal('-').join([t.s, 'b'])
ArrayStringJoin: t.tags.join('-')
StartsWith: t.s.startswith('a')
StartsWith: t.filter(t.s.startswith('a'))
EndsWith: t.s.endswith('a')
EndsWith: t.filter(t.s.endswith('a'))
StringSQLLike: t.s.like('a%')
StringSQLLike: t.filter(t.s.like('a%'))
StringSQLILike: t.s.ilike('A%')
StringSQLILike: t.filter(t.s.ilike('A%'))
RegexSearch: t.s.re_search('a+')
RegexSearch: t.filter(t.s.rlike('a+'))
RegexExtract: t.s.re_extract('(a)b', 1)
RegexExtract: t.s.re_extract('ab', 0)
RegexSplit: t.s.re_split(',+')
RegexReplace: t.s.re_replace('a+', 'b')
RegexReplace: t.s.re_replace('(a)', r'\1b')
StringReplace: t.s.replace('a', 'b')
StringSplit: t.s.split(',')
StringConcat: t.s + 'x'
StringConcat: t.s.concat('x', t.s)
StringLength: t.s.length()
StringAscii: t.s.ascii_str()
StringContains: t.s.contains('a')
StringContains: t.filter(t.s.contains('a'))
Levenshtein: t.s.levenshtein('x')
ExtractProtocol: t.s.protocol()
ExtractAuthority: t.s.authority()
ExtractUserInfo: t.s.userinfo()
ExtractHost: t.s.host()
ExtractFile: t.s.file()
ExtractPath: t.s.path()
ExtractQuery: t.s.query()
ExtractQuery: t.s.query('a')
ExtractFragment: t.s.fragment()
DateTruncate: t.d.truncate('Y')
DateTruncate: t.d.truncate('M')
DateTruncate: t.d.truncate('W')
TimestampTruncate: t.ts.truncate('D')
TimestampTruncate: t.ts.truncate('h')
TimestampTruncate: t.ts.truncate('W')
TimeTruncate: t.tm.truncate('h')
TimestampBucket: t.ts.bucket(minutes=15)
Strftime: t.d.strftime('%Y-%m-%d')
Strftime: t.ts.strftime('%Y-%m-%d %H:%M:%S')
Strftime: t.ts.strftime('%B %d, %y')
StringToDate: t.s.as_date('%Y-%m-%d')
StringToTime: t.s.as_time('%H:%M')
StringToTimestamp: t.s.as_timestamp('%Y-%m-%d %H:%M:%S')
ExtractYear: t.d.year()
ExtractYear: t.ts.year()
ExtractIsoYear: t.ts.iso_year()
ExtractMonth: t.d.month()
ExtractMonth: t.ts.month()
ExtractDay: t.d.day()
ExtractDayOfYear: t.d.day_of_year()
ExtractQuarter: t.d.quarter()
ExtractEpochSeconds: t.ts.epoch_seconds()
ExtractEpochSeconds: t.d.epoch_seconds()
ExtractWeekOfYear: t.d.week_of_year()
ExtractWeekOfYear: t.ts.week_of_year()
ExtractHour: t.ts.hour()
ExtractHour: t.tm.hour()
ExtractMinute: t.ts.minute()
ExtractSecond: t.ts.second()
ExtractMillisecond: t.ts.millisecond()
ExtractMicrosecond: t.ts.microsecond()
DayOfWeekIndex: t.d.day_of_week.index()
DayOfWeekIndex: t.ts.day_of_week.index()
DayOfWeekName: t.d.day_of_week.full_name()
DayOfWeekName: t.ts.day_of_week.full_name()
Date: t.ts.date()
Time: t.ts.time()
DateFromYMD: ibis.date(t.i, 2, 1)
DateFromYMD: ibis.date(t.a, t.k, t.i)
TimeFromHMS: ibis.time(t.a, 11, 12)
TimestampFromYMDHMS: ibis.timestamp(t.a, 2, 1, 1, 2, 3)
TimestampFromUNIX: t.a.as_timestamp('s')
TimestampFromUNIX: t.a.as_timestamp('ms')
DateAdd: t.d + ibis.interval(days=1)
DateAdd: t.d + ibis.interval(months=2)
DateAdd: t.d + t.a.as_interval('D')
DateSub: t.d - ibis.interval(days=1)
DateSub: t.d - ibis.interval(years=1)
TimeAdd: t.tm + ibis.interval(hours=1)
TimeSub: t.tm - ibis.interval(hours=1)
TimestampAdd: t.ts + ibis.interval(hours=1)
TimestampAdd: t.ts + ibis.interval(days=7)
TimestampAdd: t.ts + t.a.as_interval('m')
TimestampSub: t.ts - ibis.interval(hours=1)
TimestampSub: t.ts - ibis.interval(months=1)
DateDiff: t.d - t.d
TimeDiff: t.tm - t.tm
TimestampDiff: t.ts - t.ts
DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='day')
DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='month')
DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='year')
TimeDelta: t.tm.delta(ibis.time('10:00:00'), unit='second')
TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='hour')
TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='day')
IntervalAdd: w.iv + ibis.interval(seconds=5)
IntervalSubtract: w.iv - w.iv
IntervalMultiply: w.iv * 2
IntervalFloorDivide: w.iv // 2
IntervalFromInteger: t.a.as_interval('D')
Count: t.a.count()
Count: t.a.count(where=t.ok)
Count: t.a.count(where=t.b > 1)
CountStar: t.count()
CountStar: t.group_by('s').agg(n=t.count(where=t.a > 1))
CountDistinct: t.a.nunique()
CountDistinct: t.a.nunique(where=t.b > 1)
CountDistinctStar: v.nunique()
CountDistinctStar: v.nunique(where=v.k > 1)
ApproxCountDistinct: t.a.approx_nunique()
ApproxCountDistinct: t.a.approx_nunique(where=t.b > 1)
Sum: t.a.sum()
Sum: t.b.sum(where=t.a > 1)
Sum: t.ok.sum()
Sum: t.dec.sum()
Sum: (t.a > 1).sum()
Mean: t.a.mean()
Mean: t.b.mean(where=t.a > 1)
Mean: t.ok.mean()
Min: t.a.min()
Min: t.ok.min()
Min: t.a.min(where=t.b > 1)
Max: t.s.max()
Max: t.ok.max()
Mode: t.a.mode()
Mode: t.a.mode(where=t.b > 1)
Arbitrary: t.a.arbitrary()
Arbitrary: t.a.arbitrary(where=t.b > 1)
ArgMin: t.s.argmin(t.b)
ArgMin: t.s.argmin(t.b, where=t.a > 1)
ArgMax: t.s.argmax(t.b)
First: t.a.first()
First: t.a.first(order_by=t.b)
First: t.a.first(order_by=t.b, where=t.a > 1)
Last: t.a.last()
Last: t.a.last(order_by=t.ts)
ArrayCollect: t.a.collect()
ArrayCollect: t.a.collect(order_by=t.b)
ArrayCollect: t.a.collect(distinct=True)
ArrayCollect: t.a.collect(where=t.b > 1)
GroupConcat: t.s.group_concat()
GroupConcat: t.s.group_concat('; ', order_by=t.a)
GroupConcat: t.s.group_concat(where=t.a > 1)
StandardDev: t.b.std()
StandardDev: t.b.std(how='pop')
StandardDev: t.b.std(where=t.a > 1)
Variance: t.b.var()
Variance: t.a.var(how='pop')
Kurtosis: t.b.kurtosis()
Kurtosis: t.b.kurtosis(how='pop')
Correlation: t.a.corr(t.b, how='pop')
Correlation: t.a.corr(t.b)
Covariance: t.a.cov(t.b)
Covariance: t.a.cov(t.b, how='pop')
Median: t.a.median()
Median: t.b.median(where=t.a > 1)
ApproxMedian: t.b.approx_median()
Quantile: t.b.quantile(0.25)
Quantile: t.b.quantile(0.25, where=t.a > 1)
ApproxQuantile: t.b.approx_quantile(0.5)
ApproxQuantile: t.b.approx_quantile(0.5, where=t.a > 1)
MultiQuantile: t.b.quantile([0.25, 0.75])
ApproxMultiQuantile: t.b.approx_quantile([0.5, 0.9])
BitAnd: t.a.bit_and()
BitOr: t.a.bit_or(where=t.b > 1)
BitXor: t.a.bit_xor()
All: t.ok.all()
All: (t.a > 1).all()
Any: t.ok.any()
Any: (t.a > 1).any(where=t.b > 1)
RowNumber: t.select(x=ibis.row_number().over(order_by=t.a))
RowNumber: t.select(x=ibis.row_number().over(group_by=t.s, order_by=t.a.desc()))
MinRank: t.select(x=ibis.rank().over(order_by=t.a))
MinRank: t.select(x=t.a.rank())
DenseRank: t.select(x=ibis.dense_rank().over(group_by=t.s, order_by=t.a))
PercentRank: t.select(x=ibis.percent_rank().over(order_by=t.a))
CumeDist: t.select(x=ibis.cume_dist().over(order_by=t.a))
NTile: t.select(x=ibis.ntile(4).over(order_by=t.a))
Lag: t.select(x=t.a.lag().over(order_by=t.ts))
Lag: t.select(x=t.a.lag(2, 0).over(group_by=t.s, order_by=t.ts))
Lead: t.select(x=t.a.lead().over(order_by=t.ts))
Lead: t.select(x=t.a.lead(2, 0).over(order_by=t.ts))
NthValue: t.select(x=t.a.nth(2).over(order_by=t.ts))
WindowFunction: t.select(x=t.a.sum().over(group_by=t.s))
WindowFunction: t.select(x=t.a.sum().over(group_by=t.s, order_by=t.ts))
WindowFunction: t.select(x=t.a.sum().over(rows=(-2, 0), order_by=t.ts))
WindowFunction: t.select(x=t.a.mean().over(range=(-2, 2), order_by=t.a))
WindowFunction: t.select(x=t.a.cumsum(order_by=t.ts))
WindowFunction: t.select(x=t.a.first().over(group_by=t.s, order_by=t.ts))
WindowFunction: t.select(x=t.a.sum().over(order_by=t.ts.desc(nulls_first=True)))
WindowFunction: t.filter(ibis.row_number().over(group_by=t.s, order_by=t.a) == 0)
WindowFunction: t.select(x=t.a - t.a.mean())
Array: t.select(x=ibis.array([t.a, t.i]))
Array: t.select(x=ibis.array(['x', t.s]))
ArrayLength: t.arr.length()
ArraySlice: t.arr[1:]
ArraySlice: t.arr[:-1]
ArraySlice: t.arr[1:3]
ArrayIndex: t.arr[0]
ArrayIndex: t.arr[t.a]
ArrayIndex: t.arr[-1]
ArrayConcat: t.arr.concat(t.arr)
ArrayConcat: t.arr.concat([1])
ArrayRepeat: t.arr.repeat(2)
ArrayMap: t.arr.map(lambda x: x + 1)
ArrayFilter: t.arr.filter(lambda x: x > 1)
Unnest: t.select(x=t.arr.unnest())
ArrayContains: t.arr.contains(1)
ArrayContains: t.arr.contains(t.a)
ArrayPosition: t.arr.index(1)
ArrayRemove: t.arr.remove(1)
ArrayDistinct: t.arr.unique()
ArraySort: t.arr.sort()
ArrayUnion: t.arr.union(t.arr)
ArrayIntersect: t.arr.intersect(t.arr)
ArrayZip: t.arr.zip(t.tags)
ArrayFlatten: w.nest.flatten()
ArrayMin: t.arr.mins()
ArrayMax: t.arr.maxs()
ArrayMode: t.arr.modes()
ArraySum: t.arr.sums()
ArrayMean: t.arr.means()
ArrayAny: w.flags.anys()
ArrayAll: w.flags.alls()
IntegerRange: t.select(x=ibis.range(0, 10))
IntegerRange: t.select(x=ibis.range(t.a))
TimestampRange: t.select(x=ibis.range(t.ts, ibis.timestamp('2024-02-01'), ibis.interval(days=1)))
Map: t.select(x=ibis.map(t.tags, t.arr))
MapLength: t.m.length()
MapGet: t.m['a']
MapGet: t.m.get('a', 0)
MapContains: t.m.contains('a')
MapKeys: t.m.keys()
MapValues: t.m.values()
MapMerge: t.m + t.m
StructField: t.st.x
StructField: t.st['y']
StructColumn: t.select(x=ibis.struct({'a': t.a, 'b': 'x'}))
JSONGetItem: t.j['a']
JSONGetItem: t.j[0]
ToJSONArray: t.j.array
ToJSONMap: t.j.map
UnwrapJSONString: t.j.unwrap_as(str)
UnwrapJSONInt64: t.j.unwrap_as('int64')
UnwrapJSONFloat64: t.j.unwrap_as(float)
UnwrapJSONBoolean: t.j.unwrap_as(bool)
ScalarSubquery: t.filter(t.a > t.a.mean())
ScalarSubquery: t.select(x=u.c.max().as_scalar())
ExistsSubquery: t.filter((t.k == u.k).any())
InSubquery: t.filter(t.a.isin(u.a))
InSubquery: t.filter(t.a.notin(u.a))
ScalarUDF: t.select(x=shout(t.s))
AggUDF: t.agg(x=favg(t.b))
Relation Project: t.select('a', c2=t.a + 1)
Relation Project: t.mutate(z=t.a + 1).mutate(y=_.z * 2)
Relation DropColumns: t.drop('arr', 'm', 'st')
Relation Project: v.rename(key='k')
Relation Filter: t.filter((t.b < 1) & (t.a > 1))
Relation Filter: t.filter(t.ok & (t.a > 1))
Relation Filter: t.filter(t.a > 1, t.s == 'x')
Relation Filter: t.mutate(z=t.a + 1).filter(_.z > 1)
Relation Sort: t.select('a', 's').order_by('s', ibis.desc('a'))
Relation Sort: v.order_by(ibis.random())
Relation Limit: t.select('a').limit(5)
Relation Limit: t.select('a').order_by('a').limit(5)
Relation Limit: t.select('a').order_by('a').limit(5, offset=2)
Relation Limit: t.select('a').order_by('a').limit(None, offset=2)
Relation Limit: t.order_by('a').limit(5).group_by('s').agg(n=_.count())
Relation Aggregate: t.group_by('s').agg(n=_.count(), total=_.a.sum())
Relation Aggregate: t.agg(n=t.count(), m=t.b.max())
Relation Aggregate: t.group_by(t.s, y=t.d.year()).agg(n=_.a.sum())
Relation Aggregate: t.group_by('s').having(_.count() > 1).agg(n=_.a.sum())
Relation Aggregate: t.group_by('s').agg(n=_.count()).filter(_.n > 1).order_by(ibis.desc('n')).limit(3)
Relation Aggregate: t.group_by(big=t.a > 10).agg(n=_.count())
Relation Distinct: v.distinct()
Relation Distinct: t.select('s').distinct().order_by('s')
Relation DropNull: v.drop_null()
Relation DropNull: v.drop_null(['s'], how='all')
Relation FillNull: v.fill_null({'s': 'x'})
Relation Sample: v.sample(0.5)
Relation Union: v.union(u.select('k', 's'))
Relation Union: v.union(u.select('k', 's'), distinct=True)
Relation Intersection: v.intersect(u.select('k', 's'))
Relation Intersection: v.intersect(u.select('k', 's'), distinct=False)
Relation Difference: v.difference(u.select('k', 's'))
Relation Difference: v.difference(u.select('k', 's'), distinct=False)
Relation JoinChain: v.join(u, 'k').select(v.s, u.c)
Relation JoinChain: v.left_join(u, v.k == u.k).select(v.s, u.c)
Relation JoinChain: v.right_join(u, v.k == u.k).select(v.s, u.c)
Relation JoinChain: v.outer_join(u, v.k == u.k).select(v.s, u.c)
Relation JoinChain: v.semi_join(u, 'k')
Relation JoinChain: v.anti_join(u, 'k')
Relation JoinChain: v.cross_join(u).select(v.s, u.c)
Relation JoinChain: v.join(u, [v.k == u.k, v.s == u.s]).join(t, v.k == t.k).select(v.s, u.c, t.a)
Relation JoinChain: v.join(u, v.k < u.k).select(v.s, u.c)
Relation JoinChain: v.asof_join(u, 'k').select(v.s, u.c)
Relation JoinChain: v.view().join(v, 'k').count()
Relation TableUnnest: t.select('k', 'arr').unnest('arr')
Relation TableUnnest: t.select('k', 'arr').unnest('arr', offset='pos')
Relation TableUnnest: t.select('k', 'arr').unnest('arr', keep_empty=True)
Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
Relation DummyTable: ibis.literal(1).name('x').as_table()
Relation SelfReference: v.view().join(v, 'k').count()
Relation AliasedRelation: t.select('a').alias('q').filter(_.a > 1)
"""


class SparkOptions(Config):
    treat_nan_as_null: bool = False


@ibis.udf.scalar.builtin
def shout(a: str) -> str: ...


@ibis.udf.agg.builtin
def favg(a: float) -> float: ...


def compiled(code, dialect):
    tables = {name: ibis.table(schema, name=name) for name, schema in TABLES.items()}
    scope = {"ibis": ibis, "_": _, "s": s, "shout": shout, "favg": favg, **tables}
    expr = run(code, scope)
    try:
        sql = str(ibis.to_sql(expr, dialect=dialect, pretty=False))
    except Exception as error:
        lines = OBJECT.sub("0x", str(error)).splitlines() or [""]
        return {"error": type(error).__name__, "message": lines[0][:160]}
    sql = re.sub(r"ibis_\w+memtable_\w+", "memtable", sql)
    # Names that Ibis makes up differ from run to run.
    return {"sql": re.sub(r"\b(ibis_\w+?)_[a-z0-9]{26}\b", r"\1", sql)}


def main():
    warnings.simplefilter("ignore")
    # The backend declares its options when it is loaded, which needs Spark itself; the default.
    ibis.options.pyspark = SparkOptions()
    out = []
    for line in PROGRAMS.strip().splitlines():
        operation, code = line.split(": ", 1)
        answers = {name: compiled(code, backend) for name, backend in DIALECTS.items()}
        out.append({"operation": operation, "code": code, "answers": answers})
    lines = [
        "{" + f'"operation": {json.dumps(case["operation"])}, "code": {json.dumps(case["code"])}, "answers": {{\n'
        + ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(answer, ensure_ascii=False)}"
            for name, answer in case["answers"].items()
        )
        + "}}"
        for case in out
    ]
    file = pathlib.Path(__file__).parent.parent / "sql" / "goldens" / "yardstick.json"
    tables = json.dumps(TABLES)
    file.write_text(f'{{"tables": {tables},\n"programs": [\n' + ",\n".join(lines) + "\n]}\n")
    print(f"{len(out)} programs recorded for {len(DIALECTS)} dialects")


if __name__ == "__main__":
    main()
