import { describe, expect, it } from 'vitest';
import { randomForestJob } from '../testing/forest-case.ts';
import { testedKernels } from '../testing/tested-kernels.ts';
import {
  type ForestJob,
  forestDesk,
  nearRowsFor,
  readForestJob,
  readForestResult,
} from './forest-job.ts';

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const randomJob = (nRows: number) => {
    const { at } = randomForestJob(heap, room, nRows);
    return readForestJob(heap.memory.buffer, at);
  };

  /** The tree of a job, its rows copied side by side from so many on. */
  const grow = (job: ForestJob, nearRows: number, seed: number) => {
    const desk = forestDesk(heap, job, { maxLeaves: job.nRows, nearRows });
    kernels.growForestTree(desk.at, seed);
    const result = readForestResult(heap.memory.buffer, desk.at);
    const nOutputs = Math.max(1, job.nClasses);
    return {
      ...result,
      nodes: heap.ints(desk.nodes, 3 * result.nNodes).slice(),
      leaves: heap.doubles(desk.leaves, nOutputs * result.nLeaves).slice(),
    };
  };

  it('growForestTree grows the same tree wherever the rows of its nodes lie', () => {
    let nSplit = 0;
    for (let round = 0; round < 30; round++) {
      const mark = heap.mark();
      const job = randomJob(90);
      const whole = grow(job, 0, round);
      for (const nearRows of [1, 7, 50, 90]) expect(grow(job, nearRows, round)).toEqual(whole);
      nSplit += whole.nNodes;
      heap.release(mark);
    }
    expect(nSplit).toBeGreaterThan(100);
  });

  it('growForestTree leads every node to two others or leaves, each of them once, children after parents', () => {
    for (let round = 0; round < 30; round++) {
      const mark = heap.mark();
      const job = randomJob(60);
      const { nodes, nNodes, nLeaves, root } = grow(job, 0, round);
      const next = [root, ...nodes.filter((_, k) => k % 3 > 0)];
      const wanted = [
        ...Array.from({ length: nLeaves }, (_, leaf) => ~leaf),
        ...Array.from({ length: nNodes }, (_, node) => node),
      ];
      expect(next.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
      nodes.forEach((child, k) => {
        if (k % 3 > 0 && child >= 0) expect(child).toBeGreaterThan(Math.floor(k / 3));
      });
      heap.release(mark);
    }
  });
});

it('copies rows only in tables beyond the caches, and where enough columns are tried', () => {
  const job = { nRows: 1e6, nColumns: 30, nCandidates: 9 } as ForestJob;
  expect(nearRowsFor(job)).toBe(16_384);
  expect(nearRowsFor({ ...job, nRows: 40_000 })).toBe(0);
  expect(nearRowsFor({ ...job, nCandidates: 3 })).toBe(0);
  expect(nearRowsFor({ ...job, nColumns: 1000, nCandidates: 300 })).toBe(1028);
});
