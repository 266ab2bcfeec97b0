import type { Heap, NetworkKernels } from '../../../kernels/index.ts';
import { inputWidth, type Layout } from './layout.ts';

/** Kernels and the memory that they work on. */
export interface Engine {
  readonly heap: Heap;
  readonly kernels: NetworkKernels;
}

/** Where a network answers, at most `maxRows` rows at a time. Addresses in bytes. */
export interface Workspace extends Engine {
  readonly maxRows: number;
  /** `layout.length` floats. */
  readonly weights: number;
  /** Places among knots, one column after the other. */
  readonly places: number;
  /** The ramps of each column, one matrix after the other. */
  readonly ramps: number;
  /** Input of each layer, then the scores. */
  readonly outputs: readonly number[];
}

/** Where a network learns. Addresses in bytes. */
export interface LearningSpace extends Workspace {
  /** Slopes of the loss by each weight, and Adam's two moments of them: laid out like the weights. */
  readonly slopes: number;
  readonly means: number;
  readonly squares: number;
  /** Slopes of the loss by the input of each layer, then by the scores. */
  readonly deltas: readonly number[];
  /** Normalized outputs of each hidden layer, and their moments. */
  readonly hats: readonly number[];
  readonly moments: readonly number[];
  /** Room for the transpose of any layer. */
  readonly transposed: number;
  /** As many zeros as any layer has inputs. */
  readonly zeros: number;
  /** Four seeds of dropout. */
  readonly seeds: number;
}

const FLOAT_BYTES = 4;

/** Address of a float that lies `nFloats` after another. */
export function addressOf(from: number, nFloats: number): number {
  return from + nFloats * FLOAT_BYTES;
}

/** Takes memory to answer; the caller releases it. */
export function openWorkspace(
  layout: Layout,
  maxRows: number,
  { heap, kernels }: Engine,
): Workspace {
  const take = (nFloats: number): number => heap.take(nFloats * FLOAT_BYTES);
  const { numbers, nPieces } = layout.ramps;
  return {
    heap,
    kernels,
    maxRows,
    weights: take(layout.length),
    places: take(maxRows * numbers.length),
    ramps: take(maxRows * numbers.length * nPieces),
    outputs: widths(layout).map((width) => take(maxRows * width)),
  };
}

/** Takes memory to learn; the caller releases it. Slopes and their moments are 0. */
export function openLearningSpace(layout: Layout, maxRows: number, engine: Engine): LearningSpace {
  const { heap } = engine;
  const take = (nFloats: number): number => heap.take(nFloats * FLOAT_BYTES);
  const cleared = (nFloats: number): number => {
    const at = take(nFloats);
    heap.floats(at, nFloats).fill(0);
    return at;
  };
  const hidden = layout.layers.slice(0, -1);
  return {
    ...openWorkspace(layout, maxRows, engine),
    slopes: cleared(layout.length),
    means: cleared(layout.length),
    squares: cleared(layout.length),
    deltas: widths(layout).map((width) => take(maxRows * width)),
    hats: hidden.map(({ outer }) => take(maxRows * outer)),
    moments: hidden.map(({ outer }) => take(2 * outer)),
    transposed: take(Math.max(...layout.layers.map(({ inner, outer }) => inner * outer))),
    zeros: cleared(Math.max(...widths(layout))),
    seeds: take(4),
  };
}

function widths(layout: Layout): number[] {
  return [inputWidth(layout), ...layout.layers.map(({ outer }) => outer)];
}
