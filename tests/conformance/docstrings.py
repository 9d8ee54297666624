"""Python's own judges of docstrings: reads requests as JSON lines, writes one answer per request.

{"name", "original", "documented", "style", "left_out"} -> {"functions", "examples", "faults"}

`original` and `documented` are the text of a module without and with docstrings, `style` is google or
numpy, `name` a name for the module; `left_out` are functions that were given no docstring. `functions`
is how many functions it defines, `examples` the names of those with an example; `faults` are lines:
what doctest finds wrong when it runs the examples with real Ibis, what pydocstyle says by the style's
convention, what numpydoc says of a docstring in its own style, what Sphinx does not find in one in
Google's, and that the documented module is another program.
"""

import ast
import doctest
import importlib
import inspect
import io
import json
import operator
import pathlib
import re
import sys
import tempfile
import warnings

import pydocstyle
from numpydoc.validate import validate
from pydocstyle.violations import conventions
from sphinx.ext.napoleon import GoogleDocstring

# What is no fault in a docstring of one function.
ACCEPTED = {
    "SA01": "a function need not name others to look at",
    "ES01": "a function of one step has nothing to add to its summary",
}


def functions_in(tree, parents=()):
    """The functions of a module and of its classes, by their full names."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions_in(node, (*parents, node.name))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield ".".join((*parents, node.name)), node


def without_docstrings(text):
    """A program's tree, written out, but for the docstrings of its functions."""
    tree = ast.parse(text)
    for _name, function in functions_in(tree):
        if ast.get_docstring(function) is not None:
            function.body.pop(0)
    return ast.dump(tree)


def example_faults(module, names):
    """Faults of the examples, each function's run with the names of its module alone."""
    finder = doctest.DocTestFinder(exclude_empty=False)
    tests = {test.name: test for test in finder.find(module)}
    shown, faults = [], []
    for name in names:
        test = tests.get(f"{module.__name__}.{name}")
        if test is None or not test.examples:
            continue
        shown.append(name)
        out = io.StringIO()
        doctest.DocTestRunner(verbose=False).run(test, out=out.write)
        if out.getvalue():
            faults.append(f"{name}: doctest: {out.getvalue()}")
    return shown, faults


def convention_faults(path, style, left_out):
    without = {name.rpartition(".")[2] for name in left_out}
    for error in pydocstyle.check([str(path)], select=conventions[style]):
        if error.definition.name not in without:
            yield f"{error.definition.name}: pydocstyle {error.message}"


def numpydoc_faults(module, names):
    for name in names:
        for code, message in validate(f"{module}.{name}")["errors"]:
            if code not in ACCEPTED:
                yield f"{name}: numpydoc {code}: {message}"


FIELD = re.compile(r"^:(param|type|returns|rtype) ?([^:]*):\s*(?!:)(\S.*)$", re.MULTILINE)


def google_faults(module, names):
    # pydocstyle does not look at the parameters where a section bears a name that numpy's has too.
    for name in names:
        function = operator.attrgetter(name)(module)
        fields = FIELD.findall(str(GoogleDocstring(inspect.getdoc(function) or "")))
        named = {kind: [of for each, of, _text in fields if each == kind] for kind, _, _ in fields}
        parameters = list(inspect.signature(function).parameters)
        for kind in ("param", "type"):
            if named.get(kind, []) != parameters:
                yield f"{name}: Sphinx reads a {kind} for {named.get(kind, [])}, not for {parameters}"
        for kind in ("returns", "rtype"):
            if kind not in named:
                yield f"{name}: Sphinx reads no {kind}"


def answer(request, folder):
    path = pathlib.Path(folder, f"{request['name']}.py")
    path.write_text(request["documented"])
    importlib.invalidate_caches()
    module = importlib.import_module(request["name"])
    functions = [name for name, _node in functions_in(ast.parse(request["original"]))]
    names = [name for name in functions if name not in request["left_out"]]
    examples, faults = example_faults(module, names)
    faults.extend(convention_faults(path, request["style"], request["left_out"]))
    if request["style"] == "numpy":
        faults.extend(numpydoc_faults(request["name"], names))
    else:
        faults.extend(google_faults(module, names))
    if without_docstrings(request["documented"]) != without_docstrings(request["original"]):
        faults.append("the documented module is another program")
    return {"functions": len(functions), "examples": examples, "faults": faults}


def main():
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line), folder)), flush=True)


if __name__ == "__main__":
    main()
