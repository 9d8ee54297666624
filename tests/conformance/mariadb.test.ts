import { describe } from 'vitest';
import { checkDialect } from '../engines/checks.js';
import { MARIADB_LACKS, MARIADB_LIMITS } from '../engines/limits.js';
import { openMariaDb } from './mariadb-engine.js';
import { hasMariaDb } from './mariadb-server.js';

describe.skipIf(!hasMariaDb())('MariaDB, where mariadb-server is installed', () => {
  checkDialect({
    dialect: 'mysql',
    limits: MARIADB_LIMITS,
    lacks: MARIADB_LACKS,
    open: openMariaDb,
    recordedAs: 'mariadb',
  });
});
