"""The arguments of the sweep: for a parameter, texts of values that it is given.

Looked up as "method.parameter", then as "parameter"; the first text is the usual one. `{words}` are
those of Receiver.words.
"""

OWN = ["{lit}", "{col}", "{scalar}", "None", "_.{field}"]
INTEGERS = ["2", "{int}", "0", "-1", "ibis.literal(1)", "_.{key}"]
NUMBERS = ["2", "{col}", "0", "-1.5", "{int}", "_.{key}", "{scalar}"]
TEXTS = ["'a'", "{text}", "''", "ibis.literal('p')", "_.c"]
UNITS = ["'Y'", "'Q'", "'M'", "'W'", "'D'", "'h'", "'m'", "'s'", "'ms'", "'us'", "'ns'", "'day'", "'month'"]
DIGESTS = ["'md5'", "'sha1'", "'sha256'", "'sha512'"]
CONDITIONS = ["{bool}", "_.{key} > 1", "lambda q: q.{key} < 3", "True"]
ORDERS = ["'{key}'", "{T}.{key}.desc()", "[_.{group}, ibis.desc('{key}')]"]
STEPS = ["ibis.interval(days=1)", "ibis.interval(months=2)", "datetime.timedelta(hours=5)", "ibis.interval(seconds=90)"]

PARAMETERS = {
    "where": CONDITIONS,
    "order_by": ORDERS,
    "group_by": ["'{group}'", "{T}.{group}", "['{group}', '{key}']"],
    "nulls_first": ["True", "False"],
    "lower": OWN, "upper": OWN, "fill_value": OWN, "null_if_expr": OWN, "default": OWN,
    "between.lower": OWN, "between.upper": ["{scalar}", "{col}", "{lit}"],
    "clip.lower": ["0", "{int}", "None", "_.{key}"], "clip.upper": ["5", "{int}", "None", "_.{key}"],
    "between.timezone": ["'UTC'", "None"],
    "identical_to.other": OWN, "argmax.key": ["{int}", "_.{key}", "{T}.{key}"], "argmin.key": ["{int}", "_.{key}"],
    "isin.values": ["[{lit}]", "[{lit}, None]", "[]", "({col}, {scalar})", "{col}", "{self}"],
    "notin.values": ["[{lit}]", "[{lit}, None]", "[]", "({col}, {scalar})", "{col}"],
    "cases.branch": ["({lit}, 'one')", "({scalar}, 1)", "({col}, {col})"],
    "cases.branches": ["({scalar}, 'two')"], "else_": ["'z'", "{self}", "{lit}"],
    "substitute.value": ["{lit}", "{{{lit}: {scalar}}}", "None"],
    "substitute.replacement": ["{scalar}", "{col}"], "substitute.else_": ["{lit}", "None"],
    "coalesce.args": ["{lit}", "{col}, {scalar}", "None, {lit}"],
    "cast.target_type": ["'string'"], "try_cast.target_type": ["'string'"],
    "name": ["'z'", "'a b'"], "collect.distinct": ["True"], "include_null": ["True"],
    "sep": ["'-'", "''"], "group_concat.sep": ["'-'", "ibis.literal('+')"],
    "over.window": ["ibis.window(group_by='{group}')", "ibis.window(order_by='{key}', rows=(None, 0))"],
    "over.rows": ["(None, 0)", "(1, 1)"], "over.range": ["(None, 0)"],
    "topk.k": ["2", "None"], "topk.by": ["_.{key}.max()", "{T}.{key}.sum()", "'{key}'"],
    "topk.name": ["'n'"], "value_counts.name": ["'n'"],
    "quantile": ["0.5", "[0.25, 0.5]", "ibis.literal(0.75)"],
    "lag.offset": ["2", "None", "{int}"], "lead.offset": ["2", "None"], "nth.n": ["1", "0"], "ntile.buckets": ["3"],
    "pipe.f": ["lambda q: q"], "pipe.args": ["1"], "equals.other": ["{self}", "{col}"],
    "other": NUMBERS, "round.digits": ["1", "-1", "{int}", "0"], "base": ["2", "{int}", "10.0"],
    "log.base": ["2", "{int}", "10.0"],
    "bucket.buckets": ["[0, 3, 10]", "[0.5]", "[]", "[0, 5]"], "closed": ["'right'", "'left'"],
    "close_extreme": ["False"], "include_under": ["True"], "include_over": ["True"],
    "nbins": ["4"], "binwidth": ["2.0"], "histogram.base": ["0.0"], "eps": ["1e-9"],
    "right": ["{col}", "{int}", "_.{key}"], "how": ["'pop'", "'sample'"],
    "hashbytes.how": DIGESTS, "hexdigest.how": DIGESTS,
    "as_interval.unit": UNITS, "as_timestamp.unit": ["'s'", "'ms'", "'us'", "'ns'"],
    "convert_base.from_base": ["10", "2"], "convert_base.to_base": ["16", "2"],
    "true_expr": ["{lit}", "'yes'", "{int}", "None"], "false_expr": ["{scalar}", "'no'", "None"],
    # strings
    "format_str": ["'%Y-%m-%d'", "'%H:%M:%S'", "'%d/%m/%y %j'", "{text}"],
    "as_time.format_str": ["'%H:%M:%S'"], "as_timestamp.format_str": ["'%Y-%m-%d'", "'%Y-%m-%d %H:%M:%S'"],
    "concat.other": TEXTS, "concat.args": ["'!', {text}"], "substr": TEXTS, "end": TEXTS, "start": TEXTS,
    "sub": TEXTS, "find.start": ["1", "{int}"], "find.end": ["5", "{int}"], "str_list": ["['a', 'apple']", "[]"],
    "patterns": ["'%a%'", "['a%', '%b%']", "{text}", "''"], "join.strings": ["['a', {text}]", "[]", "t.strs"],
    "nchars": ["3", "{int}", "0", "_.{key}"], "levenshtein.other": TEXTS,
    "width": ["8", "{int}"], "fillchar": ["'*'", "' '", "{text}"], "query.key": ["'k'", "{text}"],
    "pattern": ["'a(b|p)'", "'[aeiou]+'", "{text}", "''"], "index": ["0", "1", "{int}"],
    "replacement": ["'X'", "{text}"], "repeat.n": ["2", "{int}", "0", "-1"], "delimiter": ["' '", "'a'", "{text}", "''"],
    "substr.start": ["1", "{int}", "0", "_.{key}", "-2"], "substr.length": ["3", "{int}", "0", "_.{key}"],
    "from_str": ["'ab'", "{text}"], "to_str": ["'xy'", "''"], "replace.pattern": ["'a'", "{text}", "''"],
    # temporal
    "truncate.unit": UNITS, "delta.unit": ["'day'", "'month'", "'year'", "'week'", "'hour'", "'second'", "'quarter'"],
    "delta.other": ["{scalar}", "{col}", "{lit}"], "bucket.interval": ["ibis.interval(hours=6)", "'1D'"],
    "offset": ["ibis.interval(minutes=5)", "'1D'"], "target_unit": UNITS, "as_unit.target_unit": UNITS,
    **dict.fromkeys(["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds"], ["2"]),
    **dict.fromkeys(["milliseconds", "microseconds", "nanoseconds"], ["500"]),
    # nested
    "filter.predicate": ["_ > 1", "lambda v: v.notnull()", "lambda v, i: i > 0"],
    "map.func": ["_ + 1", "lambda v: v", "lambda v, i: i", "lambda v: v.isnull()"],
    "key": ["'x'", "{text}", "'nope'"], "get.default": ["0", "None", "{int}"], "n": ["2", "{int}"],
    "dtype": ["'int64'", "'array<int64>'", "'string'", "'map<string, int64>'", "'struct<a: array<int64>>'"],
}

# Parameters of a method that mean another thing for values of one class.
OF_CLASS = {
    **{
        f"{owner}.{method}.other": [*STEPS, "{lit}", "{col}", "{scalar}"]
        for owner in ("DateValue", "TimeValue", "TimestampValue", "IntervalValue")
        for method in ("add", "radd", "sub", "rsub")
    },
    "IntervalValue.mul.other": ["2", "{int}"], "IntervalValue.rmul.other": ["2"],
    "IntervalValue.floordiv.other": ["2", "{int}"],
    "ArrayValue.concat.other": OWN, "ArrayValue.concat.args": ["{col}"], "ArrayValue.union.other": OWN,
    "ArrayValue.intersect.other": OWN, "ArrayValue.zip.other": OWN, "ArrayValue.zip.others": ["{col}"],
    "ArrayValue.contains.other": ["1", "'a'", "{int}", "None", "{self}[0]"],
    "ArrayValue.index.other": ["1", "'a'", "{int}", "{self}[0]"],
    "ArrayValue.remove.other": ["1", "'a'", "None", "{self}[0]"],
    "ArrayValue.join.sep": ["'-'", "{text}"],
    "IntegerValue.convert_base.to_base": ["16", "2", "{int}"],
}

# What no parameter of the kind takes, and what some take by accident.
WRONG = ["'zz'", "5.5", "None", "{{'q': 1}}"]

DTYPES = [
    "int8", "int32", "int64", "uint8", "float32", "float64", "decimal", "decimal(10, 1)", "string", "boolean",
    "date", "time", "timestamp", "timestamp('UTC')", "interval('s')", "binary", "uuid", "json", "array<string>",
    "map<string, string>", "struct<x: string>",
]
