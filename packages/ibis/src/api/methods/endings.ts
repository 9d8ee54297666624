import { requireRows } from '../bound-tables.js';
import { REASONS } from '../reasons.js';
import { AS_SCALAR, AS_TABLE, ending } from './expression.js';
import { unsupportedAfter } from './method.js';
import type { MethodTable } from './method.js';
import type { ValueObj } from '../objects.js';

const PREVIEW =
  '*, max_rows=None, max_length=None, max_string=None, max_depth=None, console_width=None';
const LIMIT = '*, params=None, limit=None, **kwargs';

/** What ends a program at a value of any kind. */
export const VALUE_ENDINGS: MethodTable<ValueObj> = {
  owner: 'Value',
  methods: { to_pandas: ending('to_pandas', LIMIT) },
};

/** Methods that columns have their own version of. */
export const COLUMN_ENDINGS: MethodTable<ValueObj> = {
  owner: 'Column',
  methods: {
    as_scalar: AS_SCALAR,
    as_table: AS_TABLE,
    preview: ending('preview', PREVIEW),
    to_list: unsupportedAfter('**kwargs', REASONS.results, ({ self }) =>
      requireRows(self.node.relations),
    ),
    to_pyarrow: ending('to_pyarrow', LIMIT),
  },
};

/** Methods that scalars have their own version of. */
export const SCALAR: MethodTable<ValueObj> = {
  owner: 'Scalar',
  methods: {
    as_scalar: AS_SCALAR,
    as_table: AS_TABLE,
    to_pyarrow: ending('to_pyarrow', LIMIT),
  },
};
