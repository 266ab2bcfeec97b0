export { type Coverage, quantileCoverage } from './quantile-coverage.ts';
