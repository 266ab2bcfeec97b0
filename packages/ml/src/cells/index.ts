export { type Heap, openHeap } from '../kernels/index.ts';
export { type HardNumber, hardNumber } from './hard-number.ts';
export {
  type CellRecords,
  type CellShape,
  type Cells,
  type CellsEnd,
  openCells,
} from './open-cells.ts';
export type { CellLevels } from './read-levels.ts';
export { type HashCounter, MOST_HASHED_ROWS, openHashCounter } from './row-hashes.ts';
export { type LineColumn, type TextSpans, writeLines } from './write-lines.ts';
