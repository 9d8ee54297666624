import { openSqlite } from '@ibert/validation/engines';
import { checkDialect } from './checks.js';
import { SQLITE_LIMITS } from './limits.js';

checkDialect({ dialect: 'sqlite', limits: SQLITE_LIMITS, open: () => openSqlite() });
