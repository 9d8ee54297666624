"""Records what real Ibis says of data types: names, implicit casts, precedence, arithmetic.

Run it with the interpreter of the conformance environment; it rewrites
tests/ir/goldens/types.json. The inputs are written here, the answers are Ibis's.
"""

import json
import pathlib

import ibis
import ibis.expr.datatypes as dt

TYPES = """
null boolean int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64
string !string string(10) binary date time timestamp timestamp('UTC') timestamp(3)
timestamp('Europe/Zurich',6) interval('D') interval('s') decimal decimal(12,2) decimal(38,9)
decimal(5,2) array<int64> array<int8> array<string> array<array<float64>> map<string,int64>
map<string,int8> struct<a:int64,b:string> struct<a:int8> json uuid macaddr inet !int64
""".split()
SPELLINGS = [
    "int", "str", "bool", "double", "float", "halffloat", "bytes", "varchar", "varchar(20)", "char(3)",
    "INT64", " int64 ", "Array<Int64>", "decimal( 10 , 3 )", "bignumeric", "bigdecimal(40,2)", "jsonb",
    "struct<>", "struct<a: int64,>", "map<string, array<!int64>>", "!array<!string>", "interval",
    "interval('days')", "interval('month')", "timestamp(9)", "geometry", "point", "point:geography",
    "point;4326:geography", "array<int64, 3>", "geospatial:geometry", "geospatial:geography",
    "GeoSpatial:Geography;4326", "array<!geospatial:geometry>", "geospatial", "geospatial : geometry",
    "geospatial;4326:geometry", "geometry;4326",
    "text", "integer", "number(10,2)", "decimal(10)", "decimal(2,5)", "decimal(0,0)", "array", "array<",
    "map<int64>", "interval('x')", "timestamp('UTC',x)", "", "int64 int64", "struct<a>", "varchar()",
]
NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint32", "float32", "float64", "decimal(12,2)"]
LITERALS = [0, 1, -1, 2, 127, 128, 1000, -40000, 2**40, 0.5]


def attempt(make):
    try:
        return str(make())
    except Exception as error:  # every refusal is an answer
        return {"error": type(error).__name__}


def main():
    types = [dt.dtype(text) for text in TYPES]
    table = ibis.table({f"c{i}": text for i, text in enumerate(NUMBERS)}, name="t")
    operators = {
        "Add": lambda a, b: a + b,
        "Subtract": lambda a, b: a - b,
        "Multiply": lambda a, b: a * b,
        "Modulus": lambda a, b: a % b,
        "Power": lambda a, b: a**b,
        "Divide": lambda a, b: a / b,
        "FloorDivide": lambda a, b: a // b,
    }
    arithmetic = []
    for i, left in enumerate(NUMBERS):
        others = [(right, table[f"c{j}"]) for j, right in enumerate(NUMBERS)]
        others += [(value, ibis.literal(value)) for value in LITERALS]
        for other, value in others:
            for op, apply in operators.items():
                answer = attempt(lambda: apply(table[f"c{i}"], value).type())
                arithmetic.append([op, left, other, answer])
    golden = {
        "names": [[text, str(t)] for text, t in zip(TYPES, types)],
        "spellings": [[text, attempt(lambda: dt.dtype(text))] for text in SPELLINGS],
        "castable": [
            [str(a), [str(b) for b in types if a.castable(b)]] for a in types
        ],
        "precedence": [
            [str(a), str(b), attempt(lambda: dt.higher_precedence(a, b))] for a in types for b in types
        ],
        "arithmetic": arithmetic,
    }
    out = pathlib.Path(__file__).parent.parent / "ir" / "goldens" / "types.json"
    out.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
