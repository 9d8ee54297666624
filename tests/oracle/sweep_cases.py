"""The programs of the sweep, enumerated from the signatures of Ibis's own classes.

For every public method of every type: required arguments only, each optional one, by keyword and by
position, literals, columns and deferred values, wrong types, missing, superfluous and unknown
arguments. Operators, casts, selectors, windows, methods of tables and functions of ibis likewise.
"""

import inspect
import re

import ibis
import ibis.expr.types as ir
from sweep_arguments import DTYPES, OF_CLASS, PARAMETERS, WRONG
from sweep_calls import (
    CONSTANTS,
    FUNCTIONS,
    GROUPED_CALLS,
    GROUPED_ENDS,
    GROUPED_RECEIVERS,
    JOINS,
    PROGRAMS,
    SELECTOR_PLACES,
    SELECTORS,
    TABLE_CALLS,
    TABLE_RECEIVERS,
    WINDOW_FUNCTIONS,
    WINDOWS,
)
from sweep_receivers import EXCLUDED, RECEIVERS

# What programs that use a module begin with.
MODULES = {
    "datetime.": "import datetime",
    "decimal.": "import decimal",
    "dt.": "import ibis.expr.datatypes as dt",
    "s.": "import ibis.selectors as s",
}
P = inspect.Parameter
OPERATORS = ["+", "-", "*", "<"]
MORE_OPERATORS = ["/", "==", "//", "%", "**", "&", "|", "^", "<<", ">>", "!=", "<=", ">", ">="]
NUMBERS = ["int64", "int8", "float64", "decimal", "boolean"]
OPERANDS = [*NUMBERS, "string", "date", "time", "timestamp", "interval", "array", "map"]
# Types whose values are cast with try_cast too.
TRIED = ("int64", "float64", "string", "json")


def parameters_of(function):
    return list(inspect.signature(function).parameters.values())[1:]


class Texts:
    """The argument texts of one method for one receiver."""

    def __init__(self, owner, method, words):
        self.owner, self.method, self.words = owner, method, words

    def all(self, parameter):
        for key in (f"{self.owner}.{self.method}.{parameter.name}",):
            if key in OF_CLASS:
                return self.fill(OF_CLASS[key])
        for key in (f"{self.method}.{parameter.name}", parameter.name):
            if key in PARAMETERS:
                return self.fill(PARAMETERS[key])
        return ["1"]

    def wrong(self, parameter):
        good = self.all(parameter)
        return [text for text in self.fill(WRONG) if text not in good][:2]

    def fill(self, patterns):
        return [pattern.format(**self.words) for pattern in patterns]


def call(positional, keywords=()):
    return ", ".join([*positional, *(f"{name}={text}" for name, text in keywords)])


def argument_shapes(parameters, texts, level):
    """Argument texts by the rules of the sweep, the plain call first."""
    full = level == "full"
    stars = {P.VAR_POSITIONAL, P.VAR_KEYWORD}
    needed = [p for p in parameters if p.default is P.empty and p.kind not in stars]
    optional = [p for p in parameters if p.default is not P.empty and p.kind not in stars]
    variadic = [p for p in parameters if p.kind is P.VAR_POSITIONAL]

    def plain(**replaced):
        ahead = [replaced.get(p.name, texts.all(p)[0]) for p in needed if p.kind is not P.KEYWORD_ONLY]
        named = [(p.name, replaced.get(p.name, texts.all(p)[0])) for p in needed if p.kind is P.KEYWORD_ONLY]
        return ahead, named

    ahead, named = plain()
    yield call(ahead, named)
    if level == "plain":
        return
    for p in needed:
        for text in texts.all(p)[1 : None if full else 3]:
            yield call(*plain(**{p.name: text}))
    for p in variadic:
        for text in texts.all(p):
            yield call([*ahead, text], named)
    for p in optional:
        for text in texts.all(p)[: None if full else 1]:
            # What follows a slash is positional only, and only behind the parameters before it.
            before = [q for q in optional[: optional.index(p)] if q.kind is P.POSITIONAL_ONLY]
            if p.kind is P.POSITIONAL_ONLY:
                yield call([*ahead, *(texts.all(q)[0] for q in before), text], named)
            else:
                yield call(ahead, [*named, (p.name, text)])
    if not full:
        return
    if needed:
        yield call([], [(p.name, texts.all(p)[0]) for p in needed])
        yield call(ahead[:-1], named)
    free = [p for p in optional if p.kind is P.POSITIONAL_OR_KEYWORD]
    if free:
        yield call([*ahead, *(texts.all(p)[0] for p in free)], named)
    if len(optional) > 1:
        tail = [texts.all(p)[0] for p in optional if p.kind is P.POSITIONAL_ONLY]
        rest = [(p.name, texts.all(p)[0]) for p in optional if p.kind is not P.POSITIONAL_ONLY]
        yield call([*ahead, *tail], [*named, *rest])
    for p in needed:
        for text in texts.wrong(p):
            yield call(*plain(**{p.name: text}))
    for p in optional:
        if p.kind is not P.POSITIONAL_ONLY:
            for text in texts.wrong(p)[:1]:
                yield call(ahead, [*named, (p.name, text)])
    yield call([*ahead, *(texts.all(p)[0] for p in optional if p.kind is not P.KEYWORD_ONLY), "1"], named)
    yield call(ahead, [*named, ("nope", "1")])


def owner_of(cls, name):
    return next(base for base in cls.__mro__ if name in vars(base))


def public(cls):
    return [name for name in sorted(dir(cls)) if not name.startswith("_") and name not in EXCLUDED]


def family_of(owner, cls):
    """The class that documents the method; mixins are nobody's business."""
    return cls.__name__ if owner.__name__.startswith("_") else owner.__name__


def value_cases(scope):
    common = (ir.Value, ir.Column, ir.Scalar, ir.Expr)
    for receiver in RECEIVERS:
        column, scalar = eval(receiver.column, scope), eval(receiver.scalar, scope)
        for form, expression, text in (("column", column, receiver.column), ("scalar", scalar, receiver.scalar)):
            cls = type(expression)
            for name in public(cls):
                owner = owner_of(cls, name)
                label = f"{family_of(owner, cls)}.{name}"
                family = f"{label} of {receiver.name}"
                level = receiver.level(owner.__name__, owner in common)
                if level == "plain" and form == "scalar":
                    continue
                member = inspect.getattr_static(cls, name)
                if isinstance(member, property):
                    yield family, f"{text}.{name}"
                    continue
                texts = Texts(family_of(owner, cls), name, receiver.words())
                if form == "scalar":
                    level = "plain"
                shapes = list(argument_shapes(parameters_of(getattr(cls, name)), texts, level))
                for arguments in shapes:
                    yield family, f"{text}.{name}({arguments})"
                if form == "column" and name not in ("name", "pipe", "equals", "get_name", "type"):
                    for pattern in deferred_places(owner, receiver, level):
                        yield family, pattern.replace("%", f"_.{receiver.words()['field']}.{name}({shapes[0]})")
        for target in DTYPES if receiver.own != "plain" else ():
            for method in ("cast", "try_cast") if receiver.name in TRIED else ("cast",):
                yield f"Value.{method} of {receiver.name}", f"{receiver.column}.{method}({target!r})"


def deferred_places(owner, receiver, level):
    """Where a deferred call stands: any place for what sums up, a projection for the rest."""
    if level == "plain":
        return
    table, group = receiver.table, receiver.words()["group"]
    yield f"{table}.mutate(z=%).select('z')"
    if issubclass(owner, ir.Column) and level == "full":
        yield f"{table}.group_by('{group}').agg(z=%)"
        yield f"{table}.group_by('{group}').mutate(z=%).select('z')"
        yield f"{table}.select(z=%.over(group_by='{group}', order_by='{receiver.words()['key']}'))"


def foreign_cases(scope):
    """Names that other types have: what a type does not have is an AttributeError with Ibis's words."""
    columns = {receiver.name: type(eval(receiver.column, scope)) for receiver in RECEIVERS}
    everything = sorted({name for cls in columns.values() for name in public(cls)})
    for receiver in RECEIVERS:
        if receiver.name in ("int64", "string"):
            for name in everything:
                if not hasattr(columns[receiver.name], name):
                    yield f"names that {receiver.name} does not have", f"{receiver.column}.{name}()"


def operator_cases():
    chosen = {receiver.name: receiver for receiver in RECEIVERS}
    for left in OPERANDS:
        for right in OPERANDS:
            a, b = chosen[left], chosen[right]
            # Columns of two tables do not meet: the other side is then a scalar.
            other = b.column if a.table == b.table else b.scalar
            for sign in OPERATORS:
                yield f"operator {sign}", f"{a.column} {sign} {other}"
    for left in OPERANDS:
        a = chosen[left]
        for sign in [*OPERATORS, *MORE_OPERATORS]:
            yield f"operator {sign}", f"{a.column} {sign} {a.literal}"
            yield f"operator {sign}", f"{a.literal} {sign} {a.column}"
            yield f"operator {sign}", f"t.select(z=_.a {sign} 2)"
        for sign in OPERATORS:
            yield f"operator {sign}", f"{a.column} {sign} None"
        for sign in ("-", "~", "+", "not ", "abs", "round"):
            yield "unary operators", f"{sign}({a.column})"
    for left in NUMBERS:
        for right in NUMBERS:
            for sign in MORE_OPERATORS:
                yield f"operator {sign}", f"{chosen[left].column} {sign} {chosen[right].column}"


def table_cases():
    for name in public(ir.Table):
        label = f"Table.{name}"
        calls = TABLE_CALLS[name]
        for receiver, text in TABLE_RECEIVERS.items():
            if calls is None:
                yield label, f"{text}.{name}"
                continue
            chosen = calls if receiver == "table" else calls[:4]
            if name in JOINS[2:]:
                chosen = chosen[:12]
            for arguments in chosen:
                if receiver == "join" and name in (*JOINS, "asof_join", "cross_join"):
                    arguments = arguments.replace("u", "x", 1).replace("u.k", "x.id").replace("'k'", "'id'")
                yield f"{label} of a {receiver}", f"{text}.{name}({arguments})"
        yield f"{label} of a table", f"t.{name}(nope=1)"
        yield f"{label} of a table", f"t.{name}(1, 2, 3, 4, 5)"
        yield f"{label} of a table", f"t.{name}()"
    for text in GROUPED_RECEIVERS:
        for name, calls in GROUPED_CALLS.items():
            for arguments in calls:
                for end in GROUPED_ENDS.get(name, [""]):
                    yield f"GroupedTable.{name}", f"{text}.{name}({arguments}){end}"
    for place in SELECTOR_PLACES:
        for selector in SELECTORS if place == SELECTOR_PLACES[0] else SELECTORS[::4]:
            yield f"selectors in {place.replace('%', '…')}", place.replace("%", selector)
    for i, window in enumerate(WINDOWS):
        for function in WINDOW_FUNCTIONS if i % 9 == 0 else WINDOW_FUNCTIONS[:6:2]:
            yield "windows", f"t.select('a', z={function}.over({window}))"


def function_cases():
    left_out = {*EXCLUDED, "udf", "selectors", "deferred", "_", "IbisError"}
    for name in sorted(ibis.__all__):
        value = getattr(ibis, name)
        if name.startswith("__") or name in left_out or inspect.isclass(value) or not callable(value):
            continue
        for arguments in FUNCTIONS.get(name, []):
            yield f"ibis.{name}", f"ibis.{name}({arguments})"
        for arguments in ("nope=1", "1, 2, 3, 4, 5, 6, 7, 8"):
            yield f"ibis.{name}", f"ibis.{name}({arguments})"
    for name, calls in FUNCTIONS.items():
        if name in ("preceding", "following", "param", "schema", "dtype", "infer_dtype", "table", "memtable"):
            continue
        for arguments in calls[:3]:
            if "t" not in arguments.split(", ")[0].split("."):
                yield f"ibis.{name} in a projection", f"t.mutate(z=ibis.{name}({arguments})).select('z')"
    for text in CONSTANTS:
        yield "constants", text
    for program in PROGRAMS.strip().split("\n---\n"):
        yield "programs", program


def cases(scope):
    seen = set()
    for group in (value_cases(scope), foreign_cases(scope), operator_cases(), table_cases(), function_cases()):
        for family, code in group:
            lines = [line for use, line in MODULES.items() if re.search(rf"(?<![\w.]){re.escape(use)}", code)]
            program = "\n".join([*lines, code])
            if program not in seen:
                seen.add(program)
                yield family, program
