"""What the sweep calls methods on: a column and a scalar of every type, over tables with rows.

The tables are those of tests/sql/goldens/tables.sql (t, u) and of tests/ibis/goldens/sweep-tables.sql (x).
"""

from dataclasses import dataclass

TABLES = {
    "t": {
        "a": "int64", "b": "float64", "c": "string", "d": "date", "ts": "timestamp(6)", "bo": "boolean",
        "dec": "decimal(12, 2)", "arr": "array<int64>", "m": "map<string, int64>",
        "s": "struct<x: int64, y: string>", "j": "json", "i8": "int8", "tm": "time", "strs": "array<string>",
        "i32": "int32",
    },
    "u": {"k": "int64", "name": "string", "w": "float64", "at": "timestamp(6)"},
    "x": {
        "id": "int64", "f32": "float32", "i16": "int16", "u16": "uint16", "big": "decimal(20, 2)", "uid": "uuid",
        "bin": "binary", "iv": "interval('s')", "tz": "timestamp('UTC', 6)", "nest": "array<array<int64>>",
        "deep": "struct<p: struct<q: int64>, r: string>", "flags": "array<boolean>",
        "ms": "map<string, array<int64>>", "stamps": "array<timestamp(6)>", "url": "string",
        "xs": "array<float64>", "day": "date", "ip": "inet", "mac": "macaddr",
    },
}


@dataclass(frozen=True)
class Receiver:
    """A type with how programs write a column, a second column, a Python value and a scalar of it."""

    name: str
    column: str
    other: str
    literal: str
    scalar: str
    # How many argument shapes the methods get that every type has, and those of the type itself.
    common: str = "plain"
    own: str = "plain"

    def level(self, owner, is_common):
        """`full`: all shapes; `brief`: those that are right; `plain`: the plain call."""
        if is_common:
            return self.common
        is_numeric = owner.startswith("Numeric") and self.name != "int64"
        return "brief" if is_numeric and self.own == "full" else self.own

    @property
    def table(self):
        return self.column[0]

    def words(self):
        """What the argument patterns may speak of."""
        table = self.table
        key, group, flag, text = ("a", "bo", "bo", "c") if table == "t" else ("id", "id", "id", "url")
        return {
            "T": table, "key": key, "group": group, "text": f"{table}.{text}",
            "bool": f"{table}.bo" if flag == "bo" else "x.id > 1",
            "int": "t.i8" if table == "t" else "x.i16",
            "col": self.other, "self": self.column, "field": self.column.split(".")[1],
            "lit": self.literal, "scalar": self.scalar,
        }


RECEIVERS = [
    Receiver("int64", "t.a", "t.i32", "2", "ibis.literal(5, type='int64')", common="full", own="full"),
    Receiver("int8", "t.i8", "t.a", "1", "ibis.literal(5)"),
    Receiver("int32", "t.i32", "t.i8", "7", "ibis.literal(7, 'int32')"),
    Receiver("uint16", "x.u16", "x.i16", "7", "ibis.literal(7, 'uint16')"),
    Receiver("float64", "t.b", "t.a", "1.5", "ibis.literal(-2.5)", common="brief", own="full"),
    Receiver("float32", "x.f32", "x.id", "0.5", "ibis.literal(0.5, 'float32')"),
    Receiver("decimal", "t.dec", "t.i8", "10", "ibis.literal(3).cast('decimal(12, 2)')", own="brief"),
    Receiver("boolean", "t.bo", "t.a > 2", "True", "ibis.literal(True)", common="brief", own="full"),
    Receiver("string", "t.c", "t.c.upper()", "'apple'", "ibis.literal('Banana split')", common="full", own="full"),
    Receiver("binary", "x.bin", "x.bin", "b'ab'", "ibis.literal(b'ab')", own="full"),
    Receiver("date", "t.d", "t.ts.date()", "'2024-01-06'", "ibis.date('2024-01-06')", common="brief", own="full"),
    Receiver("time", "t.tm", "t.ts.time()", "'12:00:00'", "ibis.time('12:00:00')", own="full"),
    Receiver("timestamp", "t.ts", "t.d.cast('timestamp')", "'2024-01-06 12:00:00'", "ibis.timestamp('2024-01-06 12:00:00')", common="brief", own="full"),
    Receiver("timestamptz", "x.tz", "x.tz", "'2024-01-05 10:30:15'", "x.tz.max()"),
    Receiver("interval", "x.iv", "x.iv", "ibis.interval(days=1)", "ibis.interval(hours=3)", own="full"),
    Receiver("array", "t.arr", "t.arr", "[1, 2, 3]", "ibis.array([1, 2, 2])", common="brief", own="full"),
    Receiver("strings", "t.strs", "t.c.split(' ')", "['a', 'b']", "ibis.array(['b', 'a'])", own="brief"),
    Receiver("nested", "x.nest", "x.nest", "[[1]]", "ibis.array([[1], [2, 3]])"),
    Receiver("flags", "x.flags", "x.flags", "[True]", "ibis.array([True, False])"),
    Receiver("floats", "x.xs", "x.xs", "[0.5]", "ibis.array([0.5, 1.5])"),
    Receiver("map", "t.m", "t.m", "{'x': 1}", "ibis.map(['x', 'y'], [1, 2])", own="full"),
    Receiver("maps", "x.ms", "x.ms", "{'a': [1]}", "ibis.map({'a': [1, 2]})"),
    Receiver("struct", "t.s", "t.s", "{'x': 1, 'y': 'q'}", "ibis.struct({'x': 1, 'y': 'q'})", own="full"),
    Receiver("deep", "x.deep", "x.deep", "None", "ibis.struct({'p': {'q': 1}, 'r': 'z'})"),
    Receiver("json", "t.j", "t.j", "'[1]'", "ibis.literal('[1, 2]', type='json')", own="full"),
    Receiver("uuid", "x.uid", "x.uid", "'00000000-0000-0000-0000-000000000001'", "ibis.uuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8')"),
    Receiver("inet", "x.ip", "x.ip", "'127.0.0.1'", "ibis.literal('127.0.0.1', type='inet')"),
    Receiver("macaddr", "x.mac", "x.mac", "'00:0a:95:9d:68:16'", "ibis.literal('00:0a:95:9d:68:16', type='macaddr')"),
    Receiver("url", "x.url", "x.url.lower()", "'ftp://a/b'", "ibis.literal('https://e.org/p?q=1')", own="brief"),
]

# Names that stay out of the sweep: why each is no question of expressions compiled for DuckDB.
EXCLUDED = {
    **dict.fromkeys(
        ["to_csv", "to_delta", "to_json", "to_parquet", "to_parquet_dir", "to_xlsx", "read_csv", "read_delta",
         "read_json", "read_parquet"],
        "reads or writes files",
    ),
    **dict.fromkeys(
        ["execute", "to_pandas", "to_polars", "to_pyarrow", "to_list", "to_torch", "to_pandas_batches",
         "to_pyarrow_batches", "preview", "cache", "release"],
        "fetches rows: a table without a backend has none",
    ),
    **dict.fromkeys(
        ["get_backend", "set_backend", "connect", "BaseBackend", "examples", "unbind"], "is about connections"
    ),
    **dict.fromkeys(
        ["compile", "to_sql", "decompile", "visualize"], "gives text of its own instead of an expression"
    ),
    **dict.fromkeys(
        ["op", "api", "ir", "util", "options", "groupings", "havings", "orderings", "copy", "args",
         "argnames", "bind", "infer_schema", "IntoDtype", "IntoSchema"],
        "is the machinery inside of Ibis",
    ),
    **dict.fromkeys(["point"], "needs the spatial extension of DuckDB"),
    **dict.fromkeys(["sql", "parse_sql"], "takes SQL text: its share of programs is measured with the SQL reader"),
    **dict.fromkeys(["window_by", "watermark"], "is for streaming backends"),
}

# Programs whose rows depend on the moment; names and types are compared all the same.
VOLATILE = ("ibis.random", "ibis.now", "ibis.today", "ibis.uuid()", ".sample(")
