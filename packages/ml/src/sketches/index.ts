export {
  addColumn,
  type ColumnSketch,
  type ColumnSketchState,
  columnFromState,
  columnToState,
  emptyColumn,
  finishColumn,
  mergeColumns,
} from './column-sketch.ts';
export { MAX_EXACT_DISTINCT } from './distinct.ts';
export { MAX_COUNTED } from './frequent.ts';
export { emptyIndex, type HashIndex, indexOf } from './parts/hash-index.ts';
export { hashText } from './parts/hashes.ts';
export { MAX_EXACT_VALUES } from './quantiles.ts';
export {
  addRows,
  type Chunk,
  emptyTable,
  finishTable,
  mergeTables,
  type TableSketch,
  type TableSketchState,
  tableFromState,
  tableToState,
} from './table-sketch.ts';
