import { make } from '@ibert/ir';

import { exceptionType, getAttribute, notSupported, PyModule } from '../python/index.js';
import type { HostObject, PyContext, PyValue } from '../python/index.js';
import { SCHEMA_CLASS } from './data-type-classes.js';
import { DataTypesModule } from './data-types-module.js';
import { underscore } from './deferred.js';
import { ERROR_CLASSES, ibisError } from './errors.js';
import { ExpressionTypesModule, IBIS_CLASSES } from './expression-classes.js';
import { makeFunction } from './functions.js';
import { nullNode } from './literals.js';
import { ValueObj } from './objects.js';
import { Options } from './options.js';
import { REASONS } from './reasons.js';
import { selectorsModule } from './selectors.js';
import type { Session } from './session.js';
import { TOP_LEVEL } from './top-level.js';
import { udfModule } from './udf.js';

/** Members that are read, not called. */
export const CONSTANTS: ReadonlySet<string> = new Set(['e', 'pi', '_', 'deferred']);

/** Parts of the package that are here. */
export const MODULES: ReadonlySet<string> = new Set(['selectors', 'udf', 'ir', 'options']);

/** Parts of the package that are not here, and why. */
export const REFUSED_PARTS: Readonly<Record<string, string>> = {
  api: REASONS.internals,
  util: REASONS.internals,
  examples: REASONS.connection,
  IntoDtype: REASONS.internals,
  IntoSchema: REASONS.internals,
};

/** Backends, each a module `ibis.NAME`. */
const BACKENDS: ReadonlySet<string> = new Set([
  'athena',
  'bigquery',
  'clickhouse',
  'databricks',
  'datafusion',
  'druid',
  'duckdb',
  'exasol',
  'flink',
  'impala',
  'materialize',
  'mssql',
  'mysql',
  'oracle',
  'polars',
  'postgres',
  'pyspark',
  'redshift',
  'risingwave',
  'singlestoredb',
  'snowflake',
  'sqlite',
  'trino',
]);

/** A part of the package that every use of is refused. */
class RefusedPart implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'module';
  private readonly name: string;
  private readonly reason: string;

  constructor(name: string, reason: string) {
    this.name = name;
    this.reason = reason;
  }
  getAttr(name: string): never {
    throw notSupported(`ibis.${this.name}.${name}: ${this.reason}`);
  }
  call(): never {
    throw notSupported(`ibis.${this.name}: ${this.reason}`);
  }
  repr(): string {
    return `<module 'ibis.${this.name}'>`;
  }
}

/** The module `ibis.expr.api`: what the module `ibis` has, and a method that only it has. */
class ApiModule implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'module';
  private readonly ibis: IbisModule;

  constructor(ibis: IbisModule) {
    this.ibis = ibis;
  }
  getAttr(name: string, ctx: PyContext): PyValue {
    const table = IBIS_CLASSES.get('Table');
    return name === 'asof_join' && table !== undefined
      ? getAttribute(table, name, ctx)
      : this.ibis.getAttr(name);
  }
  repr(): string {
    return "<module 'ibis.expr.api'>";
  }
}

/** The module `ibis` of one session; members are made when asked for. */
export class IbisModule implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'module';
  private readonly session: Session;
  private readonly made = new Map<string, PyValue>();

  constructor(session: Session) {
    this.session = session;
  }

  getAttr(name: string): PyValue {
    let member = this.made.get(name);
    if (member === undefined) {
      member = this.make(name);
      this.made.set(name, member);
    }
    return member;
  }

  /** `import ibis.a.b`; undefined where there is no such module. */
  module(dotted: string): PyValue | undefined {
    if (dotted === 'ibis') return this;
    const name = Object.hasOwn(SUBMODULES, dotted) ? SUBMODULES[dotted] : undefined;
    return name === undefined ? undefined : this.getAttr(name);
  }

  private make(name: string): PyValue {
    const { session } = this;
    switch (name) {
      case '_':
      case 'deferred':
        return underscore();
      case 'e':
        return new ValueObj(session, make('E', {}));
      // An old name, which Ibis takes and does not list.
      case 'NA':
        return new ValueObj(session, nullNode());
      case 'pi':
        return new ValueObj(session, make('Pi', {}));
      case 'selectors':
        return selectorsModule(session);
      case 'udf':
        return udfModule(session);
      case 'options':
        return new Options();
      case 'ir':
        return new ExpressionTypesModule();
      case 'expr':
        return new PyModule(
          'ibis.expr',
          new Map<string, PyValue>([
            ['datatypes', new DataTypesModule(session)],
            ['types', this.getAttr('ir')],
            ['api', new ApiModule(this)],
            [
              'schema',
              new PyModule(
                'ibis.expr.schema',
                new Map<string, PyValue>([
                  ['Schema', SCHEMA_CLASS],
                  ['schema', this.getAttr('schema')],
                ]),
              ),
            ],
          ]),
        );
      case 'common':
        return new PyModule('ibis.common', new Map([['exceptions', exceptionsModule()]]));
      default:
    }
    const type = IBIS_CLASSES.get(name);
    if (type !== undefined) return type;
    const row = Object.hasOwn(TOP_LEVEL, name) ? TOP_LEVEL[name] : undefined;
    if (row !== undefined) return makeFunction('ibis', name, row, session);
    if (BACKENDS.has(name)) return new RefusedPart(name, REASONS.connection);
    const reason = Object.hasOwn(REFUSED_PARTS, name) ? REFUSED_PARTS[name] : undefined;
    if (reason !== undefined) return new RefusedPart(name, reason);
    throw ibisError('AttributeError', `module 'ibis' has no attribute '${name}'. `);
  }
  repr(): string {
    return "<module 'ibis'>";
  }
}

/** Modules that programs import by their full name, by the member of `ibis` that leads there. */
const SUBMODULES: Readonly<Record<string, string>> = {
  'ibis.selectors': 'selectors',
  'ibis.udf': 'udf',
  'ibis.expr': 'expr',
  'ibis.expr.types': 'ir',
  'ibis.common': 'common',
};

function exceptionsModule(): PyModule {
  const base = exceptionType('Exception', undefined);
  const members = ERROR_CLASSES.map((name) => [name, exceptionType(name, base)] as const);
  return new PyModule('ibis.common.exceptions', new Map<string, PyValue>(members));
}

/** Names of the module that are classes. */
export const CLASSES: readonly string[] = [...IBIS_CLASSES.keys()];
