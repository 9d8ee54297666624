/** `@ibert/dataset/statistics`: what a file of records holds. */
export { isBareFilter } from './bare-filter.js';
export { StatisticsCollector } from './statistics.js';
export type { Statistics, Summary } from './statistics.js';
export { statisticsText } from './statistics-text.js';
