import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Limits of one engine. */
export interface EngineLimits {
  /** Most memory that DuckDB may use for tables, hash tables and sorts, in MiB. */
  readonly memoryMb: number;
}

/**
 * An in-memory DuckDB for untrusted queries: one thread, no file system, no network, no extensions
 * beyond the built-in ones, time zone UTC, configuration locked. Databases can still be attached in
 * memory, by our own code: data is checked to be one SELECT before it comes here.
 */
export class Engine {
  /** For our own statements; queries of examples run on connections of their own. */
  readonly service: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, service: DuckDBConnection) {
    this.#instance = instance;
    this.service = service;
  }

  static async open(limits: EngineLimits): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: `${limits.memoryMb}MiB`,
      // No spilling: what does not fit into memory fails.
      temp_directory: '',
      enable_external_access: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      allow_unsigned_extensions: 'false',
    });
    const service = await instance.connect();
    await service.run("SET GLOBAL TimeZone = 'UTC'");
    await service.run('SET lock_configuration = true');
    return new Engine(instance, service);
  }

  /** A connection whose default catalog is a new, empty database of that name. */
  async createDatabase(name: string): Promise<DuckDBConnection> {
    await this.service.run(`ATTACH ':memory:' AS ${name}`);
    const connection = await this.#instance.connect();
    await connection.run(`USE ${name}`);
    return connection;
  }

  /** Drops a database; its connection is closed first. */
  async dropDatabase(name: string, connection: DuckDBConnection): Promise<void> {
    connection.disconnectSync();
    await this.service.run(`DETACH ${name}`);
  }

  close(): void {
    this.service.disconnectSync();
    this.#instance.closeSync();
  }
}
