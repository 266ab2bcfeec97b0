// Kernels that grow trees. Addresses are bytes, counts are elements. What a packed gradient is: src/trees/README.md.
export { binNumbers, binLevels, binRows, interleave, sortDoubles } from './trees/binning';
export {
  clearWords,
  addWords,
  subtractWords,
  histogramRange,
  histogramRows,
  histogramSparse,
  gatherRows,
} from './trees/histogram';
export { drawRows, listRows, partitionRows, copyRows } from './trees/partition';
export { addCutScores } from './trees/level-split';
export { bestSplit } from './trees/split';
export { addToRows, walkTree } from './trees/leaves';
export { packGradients, logisticGradients, squaredGradients, sumSizes, sumSquares } from './trees/gradients';
export { growForestTree } from './trees/forest/grow-tree';
