import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { checkEnsemble } from './check-ensemble.ts';
import { compileEnsemble } from './compile-ensemble.ts';
import { randomEnsemble, randomRows } from './testing/random-ensemble.ts';
import { NODE, type TreeEnsemble } from './tree-ensemble.ts';

/** One tree: x0 <= 1.5 ? leaf 0 : (level of x1 in {0, 2} ? leaf 1 : leaf 2). */
const SOUND: TreeEnsemble = {
  nColumns: 2,
  nOutputs: 1,
  baseScores: Float64Array.of(0.5),
  treeOutputs: Int32Array.of(0),
  nodeOffsets: Int32Array.of(0, 2),
  leafOffsets: Int32Array.of(0, 3),
  columns: Int32Array.of(0, 1),
  thresholds: Float64Array.of(1.5, 0),
  lefts: Int32Array.of(~0, ~1),
  rights: Int32Array.of(1, ~2),
  flags: Uint8Array.of(0, NODE.category),
  nodeWeights: Float64Array.of(10, 4),
  leafValues: Float64Array.of(1, 2, 3),
  leafWeights: Float64Array.of(6, 2, 2),
  setWords: Int32Array.of(5),
  setOffsets: Int32Array.of(0, 1),
};

const DAMAGES: readonly (readonly [Partial<Record<keyof TreeEnsemble, unknown>>, string])[] = [
  [{ nColumns: -1 }, 'Field `nColumns` of the trees must be a whole number, got -1.'],
  [{ nOutputs: 0 }, 'Field `nOutputs` of the trees must be a whole number of at least 1, got 0.'],
  [{ baseScores: [0.5] }, 'Field `baseScores` of the trees must be a Float64Array, got object.'],
  [{ lefts: undefined }, 'Field `lefts` of the trees must be a Int32Array, got undefined.'],
  [{ flags: new Uint8Array(3) }, 'Field `flags` of the trees must have length 2, got 3.'],
  [{ setOffsets: new Int32Array(0) }, 'Field `setOffsets` of the trees must have length 1, got 0.'],
  [{ nodeOffsets: Int32Array.of(1, 2) }, 'Field `nodeOffsets[0]` of the trees must be 0, got 1.'],
  [
    { leafOffsets: Int32Array.of(0, 0) },
    'Field `leafOffsets[1]` of the trees must be at least 1, got 0.',
  ],
  [{ leafOffsets: Int32Array.of(0, 4) }, 'Field `leafOffsets[1]` of the trees must be 3, got 4.'],
  [
    { baseScores: Float64Array.of(Number.NaN) },
    'Field `baseScores[0]` of the trees must be finite, got NaN.',
  ],
  [
    { leafValues: Float64Array.of(1, Number.POSITIVE_INFINITY, 3) },
    'Field `leafValues[1]` of the trees must be finite, got Infinity.',
  ],
  [
    { treeOutputs: Int32Array.of(1) },
    'Field `treeOutputs[0]` of the trees must be at least 0 and below 1, got 1.',
  ],
  [
    { columns: Int32Array.of(0, 2) },
    'Field `columns[1]` of the trees must be at least 0 and below 2, got 2.',
  ],
  [
    { thresholds: Float64Array.of(Number.NaN, 0) },
    'Field `thresholds[0]` of the trees must be a number, got NaN.',
  ],
  [
    { thresholds: Float64Array.of(1.5, 1) },
    'Field `thresholds[1]` of the trees must be one of 1 sets, got 1.',
  ],
  [
    { rights: Int32Array.of(1, ~3) },
    "Field `rights[1]` of the trees must name one of the tree's 3 leaves, got -4.",
  ],
  [
    { rights: Int32Array.of(2, ~2) },
    "Field `rights[0]` of the trees must name one of the tree's 2 nodes, not its first, got 2.",
  ],
  [
    { lefts: Int32Array.of(~0, 0) },
    "Field `lefts[1]` of the trees must name one of the tree's 2 nodes, not its first, got 0.",
  ],
  [
    { lefts: Int32Array.of(~0, 1) },
    "Field `lefts[1]` of the trees must name a node that is no other's child, got 1.",
  ],
];

describe('a check of an ensemble', () => {
  it('passes a sound one, with trees of one leaf too', () => {
    checkEnsemble(SOUND);
    checkEnsemble(randomEnsemble(seededRandom(1), { nTrees: 30, nLeaves: 6, nColumns: 3 }));
  });

  it.each(DAMAGES)('refuses %o', (damage, message) => {
    const refused = (): void => checkEnsemble({ ...SOUND, ...damage } as TreeEnsemble);
    expect(refused).toThrow(AppError);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message,
        details: expect.objectContaining({ part: 'trees' }),
      }),
    );
  });

  it('lets nothing through that hangs or reads past an array', () => {
    const shape = { nTrees: 3, nLeaves: 8, nColumns: 3, nCategories: 1 };
    const sound = randomEnsemble(seededRandom(5), shape);
    const random = seededRandom(6);
    const x = randomRows(random, 20, shape);
    const fields = ['columns', 'lefts', 'rights', 'nodeOffsets', 'leafOffsets', 'treeOutputs'];
    let nRefused = 0;
    for (let round = 0; round < 400; round++) {
      const field = fields[random.below(fields.length)] as 'lefts';
      const damaged = sound[field].slice();
      damaged[random.below(damaged.length)] = random.below(24) - 12;
      try {
        const raw = compileEnsemble({ ...sound, [field]: damaged }).raw(x);
        expect(raw.every(Number.isFinite)).toBe(true);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
        nRefused++;
      }
    }
    expect(nRefused).toBeGreaterThan(200);
  });
});
