// Writes docs/ibis-support.md from the tables of the Ibis API; build the packages first.
import { writeFileSync } from 'node:fs';

import { supportPage } from '../packages/ibis/dist/index.js';

writeFileSync(new URL('../docs/ibis-support.md', import.meta.url), supportPage());
