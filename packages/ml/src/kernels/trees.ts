import type { KernelArea } from './load-kernels.ts';
import { treesTwin } from './trees/twin.ts';
import { WASM } from './trees.generated.ts';

/**
 * Kernels that grow trees. Addresses are bytes, counts are elements; what each does is said in
 * `packages/ml/kernels/trees/`.
 */
export interface TreeKernels {
  binNumbers(
    values: number,
    stride: number,
    n: number,
    cuts: number,
    missingBin: number,
    bins: number,
  ): void;
  binLevels(
    values: number,
    stride: number,
    n: number,
    table: number,
    nLevels: number,
    missingBin: number,
    restBin: number,
    bins: number,
  ): void;
  interleave(
    columnBins: number,
    columnStride: number,
    nColumns: number,
    from: number,
    to: number,
    rowBins: number,
    stride: number,
  ): void;
  binRows(
    values: number,
    p: number,
    n: number,
    columns: number,
    nColumns: number,
    tracks: number,
    trackStride: number,
  ): void;
  sortDoubles(values: number, n: number, spare: number): void;
  clearWords(at: number, nWords: number): void;
  addWords(into: number, from: number, nWords: number): void;
  subtractWords(from: number, what: number, nWords: number): void;
  histogramRange(
    rowBins: number,
    stride: number,
    nWide: number,
    nNarrow: number,
    from: number,
    to: number,
    gradients: number,
    slots: number,
  ): void;
  histogramRows(
    rowBins: number,
    stride: number,
    nWide: number,
    nNarrow: number,
    items: number,
    n: number,
    isFar: number,
    gradients: number,
    slots: number,
  ): number;
  histogramSparse(
    starts: number,
    entries: number,
    items: number,
    n: number,
    gradients: number,
    slots: number,
  ): void;
  gatherRows(
    rowBins: number,
    stride: number,
    items: number,
    n: number,
    gradients: number,
    firstPlace: number,
    newBins: number,
    newGradients: number,
  ): number;
  drawRows(items: number, n: number, limit: number, seed: number, spare: number): number;
  listRows(items: number, from: number, to: number): void;
  partitionRows(
    items: number,
    n: number,
    columnBins: number,
    goesLeft: number,
    left: number,
    right: number,
  ): number;
  copyRows(from: number, n: number, to: number): void;
  bestSplit(
    columns: number,
    from: number,
    to: number,
    histogram: number,
    gTotal: number,
    hTotal: number,
    params: number,
    scratch: number,
    record: number,
  ): void;
  addCutScores(
    columns: number,
    from: number,
    to: number,
    histogram: number,
    gTotal: number,
    hTotal: number,
    params: number,
    scratch: number,
    scores: number,
  ): void;
  addToRows(items: number, n: number, value: number, scores: number): void;
  walkTree(
    rowBins: number,
    stride: number,
    items: number,
    from: number,
    to: number,
    nodes: number,
    tables: number,
    leafValues: number,
    scores: number,
  ): void;
  packGradients(
    g: number,
    h: number,
    from: number,
    to: number,
    gUnits: number,
    hUnits: number,
    packed: number,
  ): void;
  sumSizes(at: number, from: number, to: number): number;
  sumSquares(at: number, weights: number, from: number, to: number): number;
  squaredGradients(
    scores: number,
    targets: number,
    weights: number,
    from: number,
    to: number,
    g: number,
    h: number,
  ): void;
  logisticGradients(
    scores: number,
    labels: number,
    weights: number,
    from: number,
    to: number,
    g: number,
    h: number,
  ): void;
  growForestTree(job: number, seed: number): void;
}

/** Kernels that grow trees. */
export const TREES: KernelArea<TreeKernels> = { wasm: WASM, twin: treesTwin };
