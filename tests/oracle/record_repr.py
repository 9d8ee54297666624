"""Records the text that real Ibis gives expressions (`repr(expr)`).

Run it with the interpreter of the conformance environment; it rewrites
tests/ibis/goldens/repr.json. The programs are written here, the answers are Ibis's.
"""

import json
import pathlib

import ibis
from ibis import _
import ibis.selectors as s

TABLES = {
    "t": {
        "a": "int64",
        "b": "int64",
        "x": "float64",
        "s": "string",
        "flag": "boolean",
        "d": "date",
        "ts": "timestamp",
        "tm": "time",
    },
    "u": {"a": "int64", "name": "string", "y": "float64", "when": "timestamp"},
    "n": {
        "id": "int64",
        "arr": "array<int64>",
        "texts": "array<string>",
        "m": "map<string, int64>",
        "st": "struct<a: int64, b: string>",
        "j": "json",
        "dec": "decimal(12, 2)",
        "odd name": "string",
        "iv": "interval('D')",
    },
}

PROGRAMS = """
t
t.a
t.a + 1
t.a + t.b * 2
-t.a
~t.flag
t.a.sum()
t.a.sum(where=t.b > 1)
t.x.mean().name("avg")
t.count()
t.count(where=t.flag)
t.nunique()
t.a.nunique()
t.s.upper()
t.s.substr(0, 3)
t.s.substr(1)
t.s[1:3]
t.s[0]
t.s.like("a%")
t.s.like(["a%", "b%"])
t.s.re_extract("(a)", 1)
t.s.replace("a", "b")
t.s.lpad(5, "0")
t.s.find("a")
t.s + "x"
t.s.concat("x", t.s)
t.s.split(",")
t.s.length()
t.s.contains("a")
t.s.ilike("%q")
t.s.join([t.s, "b"])
t.s.isin(["a", "b"])
t.s.isin([])
t.s.notin(["a"])
t.a.isin(u.a)
t.a.between(1, 3)
t.a.cast("string")
t.a.try_cast("int8")
t.a.cast("decimal(10, 2)")
t.a.fill_null(0)
t.a.nullif(3)
t.a.isnull()
t.s.notnull()
t.a == None
t.a == 1
t.a != t.b
(t.a > 1) & (t.b < 2) | t.flag
(t.a >= 1) ^ (t.b <= 2)
t.a.identical_to(t.b)
t.a / t.b
t.a // 2
t.a % 2
t.a ** 2
t.x.round()
t.x.round(2)
t.x.log(2)
t.x.clip(0, 1)
t.x.clip(lower=0)
t.a & 3
t.a << 1
t.a.bucket([0, 10, 20])
t.a.bucket([0, 10], closed="right", include_over=True)
t.x.std()
t.x.var(how="pop")
t.x.quantile(0.5)
t.x.quantile([0.25, 0.75])
t.a.argmax(t.x)
t.a.first()
t.a.first(order_by=t.b)
t.a.last(order_by=t.b.desc(), include_null=True)
t.a.collect()
t.a.collect(distinct=True)
t.s.group_concat()
t.s.group_concat("|", order_by=t.a)
t.x.corr(t.a, how="pop")
t.a.desc()
t.a.asc(nulls_first=True)
ibis.desc("a")
_.a + 1
t.d.year()
t.d.truncate("M")
t.ts.truncate("h")
t.ts.date()
t.ts.strftime("%Y")
t.s.as_date("%Y-%m-%d")
t.s.as_timestamp("%Y")
t.d + ibis.interval(days=1)
t.ts - ibis.interval(hours=3)
t.d - t.d
t.ts - t.ts
t.ts.delta(t.ts, unit="day")
t.d.epoch_days()
t.d.day_of_week.index()
t.d.day_of_week.full_name()
t.ts.bucket(minutes=10)
t.a.as_interval("D")
t.a.as_timestamp("s")
t.ts.time().between("01:00", "02:00")
t.tm.hour()
ibis.date("2024-01-31")
ibis.date(2024, 1, 31)
ibis.date(t.a, 1, 1)
ibis.timestamp("2024-01-31 01:02:03")
ibis.timestamp("2024-01-31")
ibis.time("01:02:03")
ibis.interval(days=3)
ibis.interval(days=3, hours=2)
ibis.literal(1)
ibis.literal(1.5)
ibis.literal("x")
ibis.literal(True)
ibis.literal(None)
ibis.null()
ibis.null("int64")
ibis.literal([1, 2])
ibis.literal(["a", "b"])
ibis.literal({"a": 1, "b": 2})
ibis.literal({"a": 1, "b": "x"})
ibis.literal(1, "float64")
ibis.literal("1.5", "decimal(10, 2)")
ibis.literal(b"ab")
ibis.array([1, 2, 3])
ibis.array([t.a, t.b])
ibis.map(["a", "b"], [1, 2])
ibis.map({"a": 1})
ibis.struct({"a": t.a, "b": "x"})
ibis.struct({"a": 1, "b": "x"})
ibis.range(5)
ibis.range(1, 10, 2)
ibis.now()
ibis.today()
ibis.random()
ibis.uuid()
ibis.pi
ibis.e
ibis.coalesce(t.a, t.b, 0)
ibis.greatest(t.a, 1)
ibis.least(t.a, t.b)
ibis.ifelse(t.a > 1, "big", "small")
t.flag.ifelse(1, 0)
ibis.cases((t.a > 1, "x"), (t.a > 0, "y"), else_="z")
t.a.cases((1, "one"), (2, "two"))
t.s.substitute({"a": "b"})
t.a.hash()
t.a.typeof()
t.s.hashbytes("md5")
t.s.hexdigest()
t.s.levenshtein("abc")
t.s.query("k")
t.s.find_in_set(["a", "b"])
t.s.translate("a", "b")
t.a.convert_base(10, 2)
n.arr.length()
n.arr[0]
n.arr[1:]
n.arr[1:3]
n.arr + n.arr
n.arr.concat(n.arr, n.arr)
n.arr.map(lambda v: v + 1)
n.arr.map(lambda v, i: v + i)
n.arr.filter(lambda v: v > 1)
n.arr.contains(1)
n.arr.sort()
n.arr.unnest()
n.arr.repeat(2)
n.arr.zip(n.texts)
n.arr.sums()
n.texts.join("-")
n.m["a"]
n.m.get("a", 0)
n.m.keys()
n.m.contains("a")
n.m + n.m
n.st.a
n.st["b"]
n.j["a"]
n.j[0]
n.j["a"].str
n["odd name"]
n.dec * 2
n.dec.sum()
n.iv + ibis.interval(days=1)
n.iv * 2
t.a.rank()
t.a.dense_rank()
t.a.lag()
t.a.lag(2, 0)
t.a.lead(1).over(order_by=t.b)
t.a.nth(2)
t.a.ntile(4)
t.a.cumsum()
t.a.cumsum(group_by=t.s, order_by=t.d)
t.a.sum().over(group_by="s")
t.a.sum().over(ibis.window(group_by="s", order_by="d"))
t.a.sum().over(ibis.window(preceding=2, following=0, order_by="d"))
t.a.mean().over(ibis.window(rows=(-3, 0), order_by="d"))
t.a.mean().over(ibis.window(range=(-3, 3), order_by="b"))
t.a.mean().over(rows=(None, 0), order_by=t.d.desc())
ibis.row_number().over(order_by=t.a)
ibis.rank().over(group_by=t.s, order_by=t.a.desc())
t.a.sum().over(ibis.cumulative_window(order_by="d"))
t.a - t.a.mean()
t.a.sum() / t.b.sum()
t.rowid()
t.select("a", "b")
t.select(t.a, c=t.b + 1)
t.select(total=t.a.sum())
t.mutate(c=t.a + 1)
t.mutate(c=_.a.sum())
t.filter(t.a > 1)
t.filter(t.a > 1, t.b < 2)
t.filter(_.a > _.a.mean())
t.filter(t.flag).filter(_.a == 1)
t.order_by("a")
t.order_by(ibis.desc("a"), "b")
t.order_by(t.a.desc(nulls_first=True))
t.limit(5)
t.limit(5, offset=2)
t.limit(None, offset=2)
t.limit(t.a.max())
t.head()
t.distinct()
t.distinct(on="s")
t.distinct(on=["s", "a"], keep="last")
t.drop("a")
t.rename(z="a")
t.relocate("s")
t.drop_null()
t.drop_null("a")
t.drop_null(["a", "b"], how="all")
u.select("a", "y").fill_null(0)
t.fill_null({"a": 0})
t.fill_null({"a": 1, "s": "q"})
t.sample(0.5)
t.sample(0.5, method="block", seed=3)
t.group_by("s").agg(n=_.count())
t.group_by("s", "flag").agg(t.a.sum(), m=t.b.max())
t.agg(t.a.sum())
t.aggregate([t.a.sum(), t.b.mean()], by=["s"])
t.group_by("s").agg(n=_.count()).filter(_.n > 1)
t.group_by("s").having(_.count() > 1).agg(m=_.a.max())
t.group_by("s").mutate(r=_.a.rank())
t.group_by("s").order_by("d").mutate(c=_.a.lag())
t.group_by(k=t.a % 2).count()
t.value_counts()
t.s.value_counts()
t.s.topk(3)
t.union(t)
t.select("a").union(u.select("a"), distinct=True)
t.select("a").intersect(u.select("a"))
t.select("a").difference(u.select("a"))
t.select("a").union(u.select("a"), u.select("a"))
t.join(u, "a")
t.join(u, t.a == u.a)
t.join(u, ["a", ("s", "name")])
t.left_join(u, "a")
t.outer_join(u, t.a == u.a)
t.semi_join(u, "a")
t.anti_join(u, t.a == u.a)
t.cross_join(u)
t.join(u, [t.a == u.a, t.x > u.y], how="left")
t.join(u, "a").select("a", "s", "name")
t.join(u, "a").filter(_.b > 1)
t.join(u, "a").join(n, t.a == n.id)
t.asof_join(u, on=("ts", "when"), predicates="a")
t.join(t.view(), "a")
t.view()
t.alias("q")
n.unnest("arr")
n.unnest("arr", offset="i", keep_empty=True)
n.unpack("st")
t.filter(t.a == u.a.max())
t.filter(t.a.isin(u.filter(u.y > 1).a))
t.filter((t.a == u.a).any())
t.mutate(z=u.y.max())
t.select("a", "b").agg(_.a.sum()).as_scalar()
t.a.sum().as_table()
t.a.as_scalar()
t.pivot_longer(["a", "b"])
u.pivot_wider(names_from="name", values_from="y", names=["p", "q"])
t.select(s.numeric())
t.select(s.across(s.numeric(), _.mean()))
t.cast({"a": "float64"})
ibis.table({"a": "int64"}, name="z", database="db")
ibis.table({"a": "int64"}, name="z", database="db", catalog="cat")
ibis.param("int64") + t.a
t.filter(t.s.isin(["a", "b"]), t.d >= "2024-01-01")
t.d == "2024-01-01"
t.ts > "2024-01-01 10:00:00"
ibis.literal(2) + 3
t.mutate(c=1, e="x", f=None)
t.a.name("q") + 1
ibis.literal(3).as_table()
t.select(t.a.name("q"), t.b)
n.arr.unnest().name("q")
t.select(p=t.a.sum().over(group_by=t.s) / t.a.sum())
ibis.timestamp("2024-01-01 01:02:03.5")
ibis.timestamp("2024-01-01 10:00:00.000001")
ibis.time("01:02")
ibis.time("10:00:00.25")
ibis.literal([1.5, None])
ibis.literal(100, "decimal")
ibis.literal("-0.050", "decimal(5, 3)")
ibis.literal(float("inf"))
ibis.literal(1e-7)
ibis.literal("a'b")
ibis.literal([["a"], []])
ibis.literal({"a": [1, 2]})
t.filter(t.flag).join(u.filter(u.y > 1), "a").group_by("s").agg(n=_.count()).join(t, "s").order_by("n")
t.filter(t.a > u.a.max()).filter(_.b < u.a.min()).union(t.filter(t.a > u.a.max()))
t.join(u, t.a == u.a).join(n, u.a == n.id).filter(_.b.isin(t.a)).select("a", z=_.y + 1)
t.view().join(t, "a").limit(3).distinct()
""".strip().split("\n")


def answer(code):
    names = {"ibis": ibis, "_": _, "s": s}
    names.update({name: ibis.table(schema, name=name) for name, schema in TABLES.items()})
    return repr(eval(code, names))


def main():
    golden = {"tables": TABLES, "cases": [[code, answer(code)] for code in PROGRAMS]}
    out = pathlib.Path(__file__).parent.parent / "ibis" / "goldens" / "repr.json"
    out.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
