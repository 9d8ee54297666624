import { openPostgres } from '@ibert/validation/engines';
import { checkDialect } from './checks.js';
import { POSTGRES_LIMITS } from './limits.js';

checkDialect({ dialect: 'postgres', limits: POSTGRES_LIMITS, open: () => openPostgres() });
