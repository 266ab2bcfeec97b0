import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { blockProgram } from '../trees/ensemble/layout/block-program.ts';
import { collectQuestions } from '../trees/ensemble/layout/questions.ts';
import { randomEnsemble, randomRows } from '../trees/ensemble/testing/random-ensemble.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';
import { SCORING } from './scoring.ts';

const SHAPE = { nTrees: 6, nLeaves: 400, nColumns: 5, nCategories: 2, nOutputs: 2, nCuts: 500 };

describe('scoring kernels', () => {
  it.each([false, true])(
    'are the same to the last bit as their twins (symmetric: %s)',
    (isSymmetric) => {
      const random = seededRandom(3);
      const ensemble = randomEnsemble(random, { ...SHAPE, isSymmetric });
      const program = blockProgram(ensemble, collectQuestions(ensemble));
      const x = randomRows(random, 256, SHAPE);
      const results = [loadKernels, twinOf].map((load) => {
        const heap = openHeap(2 ** 24);
        const image = heap.take(program.image.length);
        const values = heap.take(x.values.byteLength);
        const sets = heap.take(program.nSets * 32);
        const scratch = heap.take(program.nCodes * 32);
        const work = heap.take(258 * 32);
        heap.take(256 * 4);
        const leaves = heap.take(SHAPE.nTrees * 256 * 4);
        const sums = heap.take(2 * 256 * 8);
        const end = heap.mark();
        heap.bytes(image, program.image.length).set(program.image);
        heap.doubles(values, x.values.length).set(x.values);
        const kernels = load(SCORING, heap.memory);
        for (const [stride, nSixteens] of [
          [SHAPE.nColumns * 8, 16],
          [SHAPE.nColumns * 8, 3],
        ]) {
          for (const { column, place, firstSet } of program.numbers) {
            const to = sets + firstSet * 32;
            kernels.rowsBelowCuts(values + column * 8, stride, nSixteens, image, image + place, to);
          }
          for (const { column, place, firstSet } of program.categories) {
            const from = values + column * 8;
            const to = sets + firstSet * 32;
            kernels.rowsAtLevels(from, stride, nSixteens, image, image + place, to, scratch);
          }
          kernels.addTrees(image, image + program.trees, SHAPE.nTrees, sets, work, sums);
          kernels.leavesOfTrees(image, image + program.trees, SHAPE.nTrees, sets, work, leaves);
        }
        return [heap.bytes(sets, work - sets).slice(), heap.bytes(leaves, end - leaves).slice()];
      });
      for (const bytes of results[0]) expect(bytes.some((byte) => byte !== 0)).toBe(true);
      expect(results[0]).toEqual(results[1]);
    },
  );
});

const twinOf: typeof loadKernels = (area, memory) => area.twin(memory);
