import type { WorkGrowth } from './work-of.ts';

/** Written by `bench/search-portfolio.ts work`, from fits of some hundred configurations on some thirty tables. */
export const MEASURED_WORK: Readonly<Record<string, WorkGrowth>> = {};
