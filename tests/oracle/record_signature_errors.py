"""Records how real Ibis complains about arguments that do not fit an operation.

Run it with the interpreter of the conformance environment; it rewrites
tests/ibis/goldens/signature-errors.json (error class and message by program) and
tests/ibis/goldens/signatures.json (signature and parameter descriptions by operation).
The programs are written here, the answers are Ibis's.
"""

import json
import pathlib
import re

import ibis
import ibis.expr.operations as ops
from ibis import _
import ibis.selectors as s

TABLES = {
    "t": {"a": "int64", "b": "int64", "x": "float64", "s": "string", "flag": "boolean", "d": "date", "ts": "timestamp"},
    "u": {"a": "int64", "name": "string"},
    "n": {"id": "int64", "arr": "array<int64>", "texts": "array<string>", "m": "map<string, int64>", "j": "json"},
}

PROGRAMS = """
t.a.cast("text")
t.a.cast("integer")
t.a.cast(5)
t.a.try_cast("text")
t.s.cast(t.a)
t.a.isin(5)
t.a.isin("abc")
t.s.isin(None)
t.a.notin(5)
t.s.like(5)
t.s.like(t.a)
t.s.like(["a", t.a])
t.s.ilike(5)
t.filter(t.a)
t.filter(t.a + 1)
t.filter(t.flag, t.a)
t.filter("a")
t.filter(_.a)
t.filter(1)
t.agg(t.a)
t.agg(x=t.a + 1)
t.group_by("s").agg(t.a)
t.group_by("s").agg(m=_.a.max(), b=_.b)
t.ts.truncate("x")
t.ts.truncate("decade")
t.d.truncate("h")
t.d.truncate(5)
t.unnest("a")
t.unnest(t.s)
t.sample(2)
t.sample(-1)
t.sample("x")
t.sample(0.5, method="x")
t.limit("x")
t.limit(1.5)
t.limit(t.a)
t.limit(t.s.max())
t.limit(5, offset="x")
t.limit(5, offset=None)
t.head("x")
t.join(u, "a", how="x")
t.join(u, t.a)
t.join(u, t.a + u.a)
t.join(u, [t.a == u.a, t.a])
t.a.name(5)
t.a.name(None)
t.s.upper().name(t.a)
t.s.substr("x")
t.s.substr(t.s)
t.s.substr(0, t.s)
t.s.contains(5)
t.s.contains(t.a)
t.s.startswith(5)
t.s.startswith(t.a)
t.s.endswith(t.a)
t.s.replace(t.a, "x")
t.s.replace("x", t.a)
t.s.replace(1, 2)
t.s.re_search(t.a)
t.s.re_extract(t.a, "x")
t.s.re_extract("x", t.s)
t.s.re_replace("x", t.a)
t.s.split(t.a)
t.s.find(t.a)
t.s.lpad(t.s, "x")
t.s.lpad(5, t.a)
t.s.rpad(t.s)
t.s.repeat(t.s)
t.s.right(t.s)
t.s.left(t.s)
t.s.translate(t.a, "x")
t.s.levenshtein(t.a)
t.s.concat(t.a)
t.s.concat("x", t.a)
t.s.join([t.a])
t.s.join(t.a)
t.s.find_in_set([t.a])
t.s.find_in_set(t.a)
t.s.as_date(t.a)
t.s.as_timestamp(t.a)
t.s.hashbytes("x")
t.s.query(t.a)
t.s.convert_base(t.s, 2)
t.s + t.a
t.s + 5
t.x.round(t.s)
t.x.round("a")
t.x.log(t.s)
t.x.log("a")
t.x.clip(t.s)
t.x.clip(lower="a")
t.x.clip(upper=t.s)
t.a.sum(where=t.a)
t.a.sum(where=5)
t.a.max(where=t.s)
t.count(where=t.a)
t.nunique(where=t.s)
t.s.max(where="a")
t.x.mean(where=_.a)
t.a.argmax(5)
t.a.argmax("x")
t.a.argmax(t.s, where=t.a)
t.x.quantile("a")
t.x.quantile(t.s)
t.x.quantile(["a"])
t.x.std(how="x")
t.x.var(how=5)
t.x.corr(t.s)
t.x.corr(t.a, how="x")
t.x.cov(5)
t.s.group_concat(5)
t.s.group_concat(t.a)
t.a.first(include_null="x")
t.a.first(where=t.s)
t.a.collect(distinct="x")
t.a.bucket(["a"])
t.a.bucket([0, 1], closed="x")
t.a.nullif(t.d)
t.a.between("x", "y")
t.a.lag("x")
t.a.lag(t.s)
t.a.lead(1.5)
t.a.nth("x")
t.a.nth(t.s)
t.a.ntile("x")
ibis.ntile("x")
ibis.ntile(t.a)
t.flag.ifelse(1, t.d)
ibis.ifelse("x", 1, 2)
ibis.coalesce()
ibis.cases((t.a, 1))
ibis.cases((5, 1))
ibis.cases((t.a > 1, 1), (t.b, 2))
t.a.cases(("x", 1))
ibis.greatest(t.a, t)
ibis.coalesce(t.a, t)
t.a.coalesce(t)
t.a.fill_null(t)
t.d.strftime(5)
t.d.strftime(t.a)
t.d.delta(t.a, unit="day")
t.d.delta(t.ts, unit=5)
t.d.delta(5, unit="day")
t.ts.bucket(5)
t.ts.bucket(t.a)
t.ts.time().between(5, 6)
t.a.as_interval("x")
t.a.as_timestamp("D")
t.a.as_timestamp("x")
t.a.convert_base("x", 2)
t.d.day_of_week.index(5)
n.arr[t.m]
n.arr["a"]
n.arr["a":]
n.arr.contains(t)
n.arr.repeat("x")
n.arr.concat(5)
n.arr.concat(n.texts)
n.arr + 5
n.arr.join(",")
n.texts.join(5)
n.texts.join(n.id)
n.arr.flatten()
n.texts.sums()
n.texts.means()
n.arr.anys()
n.arr.union(5)
n.arr.zip(5)
n.m.get(t)
n.m.contains(t)
n.j[n.arr]
n.j[1.5]
ibis.date("x", 1, 1)
ibis.date(t.s, 1, 1)
ibis.timestamp(t.s, 1, 1, 1, 1, 1)
ibis.time(t.s, 1, 1)
ibis.interval(t.s)
ibis.interval(days=t.s)
ibis.interval(days="x")
ibis.interval(days=1.5)
ibis.map([1], 2)
ibis.map(t.a, t.b)
ibis.range("x")
ibis.range(t.s)
ibis.range(1, t.s)
ibis.array([t])
ibis.param("text")
ibis.literal(1, "text")
ibis.null("text")
t.a.asc(nulls_first="x")
t.s.sum()
t.x.bit_and()
t.a.sum().over(rows=("x", 1))
t.a.sum().over(range=(t.s, 1))
t.order_by(5)
t.distinct(on=5)
t.drop_null(how="x")
t.drop_null(5)
t.fill_null({"a": "x"})
t.fill_null("x")
t.group_by(5).count()
t.select(5)
t.mutate(c=t)
t.union(5)
t.unnest("missing")
t.s.upper(1)
t.x.isnan(1)
t.a.try_cast(5)
t.mutate(c=_.a.cast("text"))
t.filter(_.s.like(5))
t.filter(t.b > 1).filter(_.a)
t.join(u, "a").filter(_.a)
t.s.substr(0, "x")
t.s.lpad("x", "y")
t.a.hash().cast("nope")
t.a.sum().cast("nope")
""".strip().split("\n")


def masked(text):
    """The text without what differs from run to run: addresses, the order of sets."""
    text = re.sub(r"0x[0-9a-f]+", "0x…", text)
    in_order = lambda match: "in {" + ", ".join(sorted(match[1].split(", "))) + "}"
    return re.sub(r"in \{([^{}]*)\}", in_order, text)


def answer(code):
    names = {"ibis": ibis, "_": _, "s": s}
    names.update({name: ibis.table(schema, name=name) for name, schema in TABLES.items()})
    try:
        value = eval(code, names)
    except Exception as error:  # every refusal is an answer
        return {"type": type(error).__name__, "message": masked(str(error))}
    return {"type": None, "message": None}


def signatures():
    found = {}
    for name in sorted(dir(ops)):
        cls = getattr(ops, name)
        if not (isinstance(cls, type) and issubclass(cls, ops.Node)) or cls.__name__ != name:
            continue
        signature = cls.__signature__
        found[name] = {
            "signature": masked(str(signature)),
            "describe": {
                key: masked(param.annotation.pattern.describe())
                for key, param in signature.parameters.items()
            },
        }
    return found


def main():
    goldens = pathlib.Path(__file__).parent.parent / "ibis" / "goldens"
    errors = {"tables": TABLES, "cases": [[code, answer(code)] for code in PROGRAMS]}
    for name, golden in [("signature-errors", errors), ("signatures", signatures())]:
        text = json.dumps(golden, indent=1, ensure_ascii=False) + "\n"
        (goldens / f"{name}.json").write_text(text)


if __name__ == "__main__":
    main()
