export { interesting } from './interesting.js';
export { mineHistory } from './mine-history.js';
export { mineRaises } from './mine-raises.js';
