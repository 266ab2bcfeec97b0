export { findNearest, type Neighbors } from './find-nearest.ts';
export { layOutRows } from './lay-out-rows.ts';
export { readSpace } from './read-space.ts';
export type { RowSpace } from './row-space.ts';
export { toDirections } from './to-directions.ts';
