import ibis
from ibis import _
def a(t, u):
    return t.join(u, "id")
def b(t, u):
    return t.join(u, "id").filter(_.x > 3).mutate(z=_.x + _.y).order_by("z")
def c(t):
    return t.distinct()
def d(t):
    return t.select("a", "b").distinct()
def e(t):
    return t.drop("a")
def f(t, u):
    return t.union(u)
def g(t):
    return t.mutate(r=ibis.row_number().over(ibis.window(group_by="k", order_by=_.v))).filter(_.r == 0)
def h(t):
    return t
def i(t):
    return t.group_by(_.a.upper()).agg(_.b.sum())
def j(events, days=7):
    return events.filter(events.ts > ibis.now() - ibis.interval(days=days))
def k(t):
    return t.select("a")
def l(t):
    return t.count()
def m(t):
    return t.amount * 2
def n(t, u):
    return t.filter(t.k.isin(u.k)).mutate(z=t.a / t.b)
def o(t):
    return {"a": t}
def p(t, n):
    return t.limit(n * 2)
def q(t, cols=("a", "b")):
    return t.select(*cols)
def r(t, suffix="x"):
    return t.mutate(**{f"total_{suffix}": t.a + 1})
def s(t, needle):
    return t.filter(t.name.like("%" + needle + "%"))
def u(t, when):
    return t.filter(t.name.contains(when) | (t.a > 1)).rename(b="a")
