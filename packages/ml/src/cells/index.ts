export {
  type CellShape,
  type Cells,
  type CodedRecords,
  type CodingEnd,
  openCells,
} from './open-cells.ts';
export type { CellLevels } from './read-levels.ts';
