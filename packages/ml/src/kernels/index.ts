export { ADDITIVE, type AdditiveKernels } from './additive.ts';
export { BINS, type BinKernels } from './bins.ts';
export {
  CELLS,
  type CellKernels,
  HAS_PAIRS,
  LEVEL_BYTES,
  LEVEL_COUNT,
  LEVEL_LENGTH,
  LEVEL_START,
  SHORT_BYTES,
} from './cells.ts';
export { CLUSTERS, type ClusterKernels } from './clusters.ts';
export { DENSE, type DenseKernels } from './dense.ts';
export {
  ABSOLUTE,
  boxGaps,
  DISTANCES,
  KEPT_BOUND,
  KEPT_COUNT,
  KEPT_HEAD,
  KEPT_LEFT_OUT,
  offerRows,
  PANEL_ROWS,
  SQUARED,
} from './distances.ts';
export { type Heap, heapOver, openHeap } from './heap.ts';
export { LINES, type LineKernels } from './lines.ts';
export { type KernelArea, loadKernels } from './load-kernels.ts';
export { NETWORK, type NetworkKernels } from './network.ts';
export { POWERS_BYTES, putPowersOfTen } from './powers-of-ten.ts';
export { SCORING, type ScoringKernels } from './scoring.ts';
export { threadHeap } from './thread-heap.ts';
export { TRIANGLES } from './triangles.ts';
export type { LinearMemory } from './web-assembly.ts';
export { withKernelRoom } from './with-kernel-room.ts';
