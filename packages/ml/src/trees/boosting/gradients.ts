import type { Units } from '../growth/split-search.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Team } from '../threads/team.ts';
import { overBlocks } from './over-blocks.ts';
import { unitsFor } from './units.ts';

/** Addresses of scores, gradients and Hessians of all outputs, and the number of rows. */
export interface GradientPlace {
  readonly scores: number;
  readonly g: number;
  readonly h: number;
  readonly nRows: number;
}

/** Prepares the gradients of an objective: the kernel's where it has one, else the objective's own. */
export function gradientFiller(
  team: Team,
  objective: Objective,
  { scores, g, h, nRows: n }: GradientPlace,
): () => void {
  const { heap } = team;
  const { kernelRows, nOutputs } = objective;
  if (kernelRows === undefined) {
    const view = (at: number) => heap.doubles(at, nOutputs * n);
    return () => objective.gradients(view(scores), view(g), view(h), 0, n);
  }
  const place = (values: Float64Array): number => {
    // Kernels work on up to four rows at a time: the heap gives out room for whole eights.
    const at = heap.take(8 * n);
    heap.doubles(at, n).set(values);
    return at;
  };
  const targets = place(kernelRows.targets);
  const weights = kernelRows.weights ? place(kernelRows.weights) : 0;
  return () => {
    overBlocks(team, n, (from, to) => [
      kernelRows.kernel,
      ...[scores, targets, weights, from, to, g, h],
    ]);
  };
}

/** Packs gradients and Hessians of one output into 64 bits per row. @returns Their units. */
export function packGradients(
  team: Team,
  place: {
    readonly g: number;
    readonly h: number;
    readonly packed: number;
    readonly nRows: number;
  },
): Units {
  const { g, h, packed, nRows: n } = place;
  const sum = (at: number) =>
    overBlocks(team, n, (from, to) => ['sumSizes', at, from, to]).reduce((a, b) => a + b, 0);
  const units = unitsFor(sum(g), sum(h), n);
  overBlocks(team, n, (from, to) => ['packGradients', g, h, from, to, units.g, units.h, packed]);
  return units;
}
