import { checkDraft, quoteDocstring } from '@ibert/multitask';
import type { Bench } from '@ibert/multitask';
import type { DraftOf } from '@ibert/core/records';
import { describe, expect, it } from 'vitest';

type Documented = DraftOf<'documentation'>;

/** Mined docstrings are proven without fixture databases. */
const NO_BENCH = undefined as unknown as Bench;

const draft = (style: string, code: string, docstring: string): Documented => ({
  task: 'documentation',
  dialect: 'duckdb',
  context: {
    tables: { parcels: { schema: { parcel_id: 'int64', weight: 'float64', town: 'string' } } },
  },
  input: { code, style },
  target: { docstring: quoteDocstring(docstring) ?? '' },
  meta: {
    source: 'mined',
    features: ['docstring'],
    difficulty: 'easy',
    style,
    provenance: {
      repo: 'made-up',
      commit: '0'.repeat(40),
      path: 'a.py',
      lines: [1, 2],
      license: 'MIT',
    },
  },
  judge: 'authored',
});

const numpyCode = `@register("ship")
def ship(
    self,
    parcels: ir.Table,
    town: str | None = None,
    *extras,
    limit: int = 10,
    strict=True,
    **options: Any,
) -> list[ir.Table]:
    # The cheapest come first.
    if limit < 0:
        raise com.ShippingError("no negative limit")
    with self.lock:
        return [parcels.limit(limit), *extras]`;

const numpyDoc = `Ship the parcels of a town.

The \`limit\` counts parcels, whatever \`strict\` says.

Parameters
----------
parcels
    The parcels to ship.
town : str, optional
    Where they go.
*extras
    Further parcels.
limit : int, default 10
    How many are shipped. Defaults to 10.
strict : bool
    Whether a parcel without a town is an error.
**options
    What the carrier wants to know.

Returns
-------
list[Table]
    What was shipped.

Raises
------
ShippingError
    If \`limit\` is negative.

Examples
--------
>>> import ibis
>>> ibis.options.interactive = True
>>> t = ibis.examples.parcels.fetch()
>>> t.columns
('parcel_id', 'weight', 'town')
>>> t.group_by("town").agg(heaviest=t.weight.max())
┏━━━━━━━━┳━━━━━━━━━━┓
┃ town   ┃ heaviest ┃
┡━━━━━━━━╇━━━━━━━━━━┩
│ string │ float64  │
├────────┼──────────┤
│ Lund   │      2.5 │
└────────┴──────────┘
>>> import carrier
>>> carrier.ship(t)
'shipped'`;

const googleCode = `async def pairs(names: Sequence[str], size=2):
    """Nothing more."""
    for at in range(0, len(names), size):
        yield names[at : at + size]`.replace('    """Nothing more."""\n', '');

const googleDoc = `Cut names into groups of equal size.

Args:
    names (Sequence[str]): The names
        in any order.
    size (int): Of each group. Defaults to 2.

Yields:
    The next group.`;

describe('a docstring that somebody wrote', () => {
  it('is proven in numpy style, with its examples', async () => {
    const verdict = await checkDraft(draft('numpy', numpyCode, numpyDoc), NO_BENCH);
    expect(verdict).toMatchObject({ ok: true, verification: { judge: 'authored' } });
  });

  it('is proven in google style', async () => {
    const verdict = await checkDraft(draft('google', googleCode, googleDoc), NO_BENCH);
    expect(verdict).toMatchObject({ ok: true });
  });

  it('keeps backslashes', async () => {
    const doc = numpyDoc.replace('in any order', String.raw`a \d in any order`);
    expect(quoteDocstring(String.raw`a \d`)).toBe('r"""a \\d\n"""');
    expect(await checkDraft(draft('numpy', numpyCode, doc), NO_BENCH)).toMatchObject({ ok: true });
  });
});

/** Name of the alteration, what is replaced, by what, and what the verdict says. */
type Alteration = readonly [name: string, from: string, to: string, error: RegExp];

const NUMPY: readonly Alteration[] = [
  ['a parameter renamed', '\nlimit : int', '\nmaximum : int', /has the parameters .*maximum/],
  ['a parameter dropped', '*extras\n    Further parcels.\n', '', /has the parameters/],
  [
    'a parameter invented',
    'strict : bool',
    'speed : int\n    How fast.\nstrict : bool',
    /has the parameters .*speed/,
  ],
  [
    'two parameters in another order',
    'parcels\n    The parcels to ship.\ntown : str, optional\n    Where they go.\n',
    'town : str, optional\n    Where they go.\nparcels\n    The parcels to ship.\n',
    /has the parameters town, parcels/,
  ],
  ['a wrong type', 'town : str, optional', 'town : int, optional', /town of type int/],
  ['a type that the default excludes', 'strict : bool', 'strict : int', /its default is True/],
  ['a wrong default in the type', 'int, default 10', 'int, default 20', /default of limit is 10/],
  ['a wrong default in the words', 'Defaults to 10', 'Defaults to 5', /default of limit is 10/],
  [
    'another type returned',
    'list[Table]\n',
    'dict[str, Table]\n',
    /dict\[str, Table\] is returned/,
  ],
  ['what a container holds', 'list[Table]\n', 'list[Column]\n', /list\[Column\] is returned/],
  ['an exception that is never raised', '\nShippingError\n', '\nValueError\n', /does not raise/],
  [
    'a name that does not exist',
    'whatever `strict`',
    'whatever `lenient`',
    /nothing called lenient/,
  ],
  ['a title of the other style', 'Examples\n--------', 'Example:\n    None.', /numpy|google/],
  ['a rule that is too short', 'Returns\n-------', 'Returns\n----', /rule under Returns/],
  ['an example that is no Python', '>>> t.columns', '>>> t.columns(', /is no Python/],
  ['a method that does not exist', 't.weight.max()', 't.weight.biggest()', /AttributeError/],
  ['a column that does not exist', 't.weight.max()', 't.wieght.max()', /AttributeError/],
  ['a wrong output', "('parcel_id', 'weight',", "('parcel_id', 'width',", /prints/],
  ['a wrong column in a drawn table', '┃ heaviest ┃', '┃ lightest ┃', /gives the column heaviest/],
  ['a wrong type in a drawn table', '│ float64  │', '│ int64    │', /of type float64/],
  ['a section twice', 'Raises\n------', 'Returns\n-------', /two sections are called Returns/],
  ['a parameter without words', '    Further parcels.\n', '', /extras is not described/],
  ['a placeholder', 'Where they go.', 'TODO', /placeholder/],
];

const GOOGLE: readonly Alteration[] = [
  ['returned instead of yielded', 'Yields:', 'Returns:', /returns no value/],
  ['a wrong container', 'Sequence[str]', 'Sequence[int]', /names of type/],
  ['a wrong default', 'Defaults to 2', 'Defaults to 3', /default of size is 2/],
  ['a section at the wrong depth', '    The next group.', 'The next group.', /google/],
];

describe('an altered docstring is refused', () => {
  it.each([
    ...NUMPY.map((alteration) => ['numpy', ...alteration] as const),
    ...GOOGLE.map((alteration) => ['google', ...alteration] as const),
  ])('%s: %s', async (style, _name, from, to, error) => {
    const [code, doc] = style === 'numpy' ? [numpyCode, numpyDoc] : [googleCode, googleDoc];
    expect(doc).toContain(from);
    const verdict = await checkDraft(draft(style, code, doc.replace(from, to)), NO_BENCH);
    expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
    expect(verdict).toMatchObject({ error: expect.stringMatching(error) as string });
  });

  it('when it is said to be of the other style', async () => {
    const verdict = await checkDraft(draft('google', numpyCode, numpyDoc), NO_BENCH);
    expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
  });

  it('when the code has a docstring or is no Python', async () => {
    const documented = googleCode.replace('    for at', '    """Cut."""\n    for at');
    const broken = googleCode.replace('len(names)', 'len(names');
    for (const code of [documented, broken]) {
      const verdict = await checkDraft(draft('google', code, googleDoc), NO_BENCH);
      expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
    }
  });

  it('cannot be when descriptions of two parameters are swapped', async () => {
    const swapped = numpyDoc
      .replace('The parcels to ship.', 'Where they go, too.')
      .replace('Where they go.\n', 'The parcels to ship.\n');
    const verdict = await checkDraft(draft('numpy', numpyCode, swapped), NO_BENCH);
    expect(verdict).toMatchObject({ ok: true });
  });
});
