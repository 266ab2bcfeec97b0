export { type AlignedLevels, alignLevels } from './align-levels.ts';
export type { Bins } from './bins.ts';
export { customaryBins } from './customary-bins.ts';
export { equalWidthBins } from './equal-width-bins.ts';
export { filledShares } from './filled-shares.ts';
