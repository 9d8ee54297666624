"""Records the public names of Ibis's API with their parameter lists.

Run it with the interpreter of the conformance environment; it rewrites
tests/ibis/goldens/api-names.json: owner -> [{name, kind, signature}]. A class lists what it
defines itself; what it inherits is listed under the class that has it. Parameter lists are
without `self` and without annotations.
"""

import inspect
import json
import pathlib
import types as python_types
import warnings

import ibis
import ibis.common.deferred
import ibis.expr.builders
import ibis.expr.datatypes as dt
import ibis.expr.schema
import ibis.expr.types as ir
import ibis.selectors
import ibis.expr.types.groupby
import ibis.expr.types.joins
import ibis.expr.types.temporal

# Classes that programs meet and that are no expressions.
EXTRA = [
    ibis.expr.types.groupby.GroupedTable,
    ibis.expr.types.joins.Join,
    ibis.expr.types.temporal.DayOfWeek,
    ibis.expr.builders.WindowBuilder,
    ibis.common.deferred.Deferred,
    ibis.expr.schema.Schema,
    dt.DataType,
]


def classes():
    """The expression classes by name, and the others that programs meet."""
    found = {value for value in vars(ir).values() if inspect.isclass(value)}
    found = {cls for cls in found if cls.__module__.startswith("ibis.expr.types")}
    return sorted(found.union(EXTRA), key=lambda cls: cls.__name__)


def parameters(function):
    """The parameter list as Python writes it, or None where there is none."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    bare = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
    ]
    return bare


def text(parameters):
    if parameters is None:
        return None
    return str(inspect.Signature(parameters))[1:-1]


def member(name, value):
    if isinstance(value, (staticmethod, classmethod)):
        bare = parameters(value.__func__)
        own = bare[1:] if isinstance(value, classmethod) and bare else bare
        return {"name": name, "kind": "method", "signature": text(own)}
    if inspect.isfunction(value) or isinstance(value, python_types.MethodType):
        return {"name": name, "kind": "method", "signature": text(parameters(value)[1:])}
    if callable(value) and not inspect.isclass(value):
        bare = parameters(value)
        return {"name": name, "kind": "method", "signature": text(bare[1:] if bare else bare)}
    return {"name": name, "kind": "property", "signature": ""}


def of_class(cls):
    """The members that a class defines, and those of mixins that are nobody's business."""
    found = {}
    for base in reversed(cls.__mro__):
        if base is cls or (base.__name__.startswith("_") and base.__module__.startswith("ibis.")):
            found.update(vars(base))
    return [
        member(name, value)
        for name, value in sorted(found.items())
        if not name.startswith("_") and not inspect.isclass(value)
    ]


def of_module(module, names):
    rows = []
    for name in sorted(names):
        value = getattr(module, name)
        if inspect.ismodule(value):
            rows.append({"name": name, "kind": "module", "signature": ""})
        elif inspect.isclass(value):
            rows.append({"name": name, "kind": "class", "signature": ""})
        elif callable(value) and not isinstance(value, (ir.Expr, ibis.common.deferred.Deferred)):
            rows.append({"name": name, "kind": "function", "signature": text(parameters(value))})
        else:
            rows.append({"name": name, "kind": "constant", "signature": ""})
    return rows


def public_names(module):
    """The names that a module of data types is used for."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and getattr(value, "__module__", "").startswith(module.__name__)
    ]


def main():
    warnings.simplefilter("ignore")
    golden = {cls.__name__: of_class(cls) for cls in classes()}
    golden = {name: rows for name, rows in golden.items() if rows}
    golden["ibis"] = of_module(ibis, [name for name in ibis.__all__ if not name.startswith("__")])
    golden["ibis.selectors"] = of_module(ibis.selectors, [*ibis.selectors.__all__, "index"])
    golden["ibis.udf.scalar"] = of_class(ibis.udf.scalar)
    golden["ibis.udf.agg"] = of_class(ibis.udf.agg)
    golden["ibis.expr.datatypes"] = of_module(dt, public_names(dt))
    out = pathlib.Path(__file__).parent.parent / "ibis" / "goldens" / "api-names.json"
    out.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
