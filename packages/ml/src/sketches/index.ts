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
export { hashText } from './parts/hashes.ts';
export { MAX_EXACT_VALUES } from './quantiles.ts';
