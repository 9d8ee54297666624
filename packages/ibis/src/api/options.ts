import { notSupported } from '../python/index.js';
import type { HostObject, PyValue } from '../python/index.js';
import { ibisError } from './errors.js';

/** Options by name with what they are to begin with; a nested table is a group of options. */
interface OptionGroup {
  readonly [name: string]: PyValue | OptionGroup;
}

/**
 * The options that say how results look, which nothing here depends on. Those that change what is
 * executed (`sql.default_limit`, `default_backend`) are left out: setting them is refused.
 */
const DISPLAY: OptionGroup = {
  interactive: false,
  verbose: false,
  verbose_log: null,
  graphviz_repr: false,
  repr: {
    depth: null,
    table_columns: null,
    table_rows: 10n,
    query_text_length: 80n,
    show_types: false,
    show_variables: false,
    interactive: {
      max_rows: 10n,
      max_columns: 0n,
      max_length: 2n,
      max_string: 80n,
      max_depth: 1n,
      show_types: true,
    },
  },
};

/** Options that Ibis has beside these, by their group. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  'ibis.options': [
    'clickhouse',
    'copy',
    'default_backend',
    'get',
    'impala',
    'pandas',
    'pyspark',
    'set',
    'sql',
  ],
};

/** The names of the classes that the groups are of. */
const CLASSES: Readonly<Record<string, string>> = {
  options: 'Options',
  repr: 'Repr',
  interactive: 'Interactive',
};

const isGroup = (value: PyValue | OptionGroup | undefined): value is OptionGroup =>
  typeof value === 'object' && value !== null && !('kind' in value);

/** `ibis.options`, or a group of it: scripts set how results are shown. */
export class Options implements HostObject {
  readonly kind = 'host';
  readonly pyType: string;
  private readonly path: string;
  private readonly initial: OptionGroup;
  private readonly values = new Map<string, PyValue>();

  constructor(path = 'ibis.options', initial: OptionGroup = DISPLAY) {
    this.path = path;
    this.pyType = CLASSES[path.split('.').at(-1) ?? ''] ?? 'Options';
    this.initial = initial;
  }

  getAttr(name: string): PyValue {
    const set = this.values.get(name);
    if (set !== undefined) return set;
    const initial = Object.hasOwn(this.initial, name) ? this.initial[name] : undefined;
    if (initial === undefined) throw this.refuse(name);
    const value = isGroup(initial) ? new Options(`${this.path}.${name}`, initial) : initial;
    this.values.set(name, value);
    return value;
  }
  setAttr(name: string, value: PyValue): void {
    const initial = Object.hasOwn(this.initial, name) ? this.initial[name] : undefined;
    if (initial === undefined || isGroup(initial)) throw this.refuse(name);
    if (typeof initial === 'boolean' && typeof value !== 'boolean') {
      throw ibisError('TypeError', `${this.path}.${name} is either True or False`);
    }
    this.values.set(name, value);
  }
  private refuse(name: string): Error {
    if (!(OTHERS[this.path] ?? []).includes(name))
      return ibisError('AttributeError', `'${this.pyType}' object has no attribute '${name}'`);
    return notSupported(`${this.path}.${name}: only options for how results are shown are there`);
  }
  repr(): string {
    return `${this.path}`;
  }
}
