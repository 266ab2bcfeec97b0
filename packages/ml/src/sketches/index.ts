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
export { countDistinct, MAX_EXACT_DISTINCT } from './distinct.ts';
export {
  countedNumberColumn,
  countedTextColumn,
  dayGapsOf,
  shownText,
} from './exact/counted-column.ts';
export {
  type CountedNumbers,
  countedNumberStatistics,
  countNumbers,
  equalCountBins,
  equalWidthEdges,
  type NotFinite,
  quantileOfRanks,
} from './exact/counted-numbers.ts';
export { MAX_LISTED, N_TOP, QUANTILE_SHARES, TENTHS } from './exact/shares.ts';
export { columnStatistics, tableStatistics } from './exact/table-statistics.ts';
export { type CountedValues, countedValues, MAX_COUNTED } from './frequent.ts';
export { type LogGrid, logGrid, quantileOnGrid } from './log-grid.ts';
export { emptyIndex, type HashIndex, indexOf } from './parts/hash-index.ts';
export { hashText } from './parts/hashes.ts';
export { DISTINCT_ERROR, estimateDistinct, N_REGISTERS } from './parts/hyper-log-log.ts';
export {
  addQuantiles,
  emptyQuantiles,
  keptValues,
  MAX_EXACT_VALUES,
  rankVariance,
  type WeightedValues,
} from './quantiles.ts';
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
