export { mineFunctions } from './mine-functions.js';
