/** `@ibert/dataset/statistics`: what files of records hold. */
export { isBareFilter } from './bare-filter.js';
export { WELL_COVERED } from './api-coverage.js';
export { reportPage } from './html/report-page.js';
export { partStatistics } from './part.js';
export type { PartFile, PartStatistics } from './part.js';
export type { Summary } from './quantiles.js';
export { StatisticsCollector } from './statistics.js';
export type { Statistics } from './statistics.js';
export { partText, statisticsText } from './statistics-text.js';
