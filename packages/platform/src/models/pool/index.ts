export { MODEL_MEMORY_SHARE, memoryLimitBytes } from './memory-limit.ts';
export { createModelPool, type ModelPool, type OpenState } from './model-pool.ts';
export type { PoolFigures } from './pool-figures.ts';
export { STATED_BYTES, sizeOfArtifact, sizeOfForecast, sizeOfOnnx } from './size-of-opened.ts';
