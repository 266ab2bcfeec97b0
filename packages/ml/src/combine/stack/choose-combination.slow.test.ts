import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { getMetric, signOf } from '../../metrics/index.ts';
import { type Library, outcomeOf } from '../library/library.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { chooseCombination } from './choose-combination.ts';
import { type Blend, combineAnswers } from './combination.ts';
import { rankMembers } from './rank-members.ts';

const choose = (library: Library, metric: string) =>
  chooseCombination(library, getMetric(metric), { random: seededRandom(1) });

describe('chooseCombination', () => {
  it.each([
    ['binary', 2, 'roc_auc'],
    ['multiclass', 3, 'log_loss'],
    ['regression', 0, 'rmse'],
  ] as const)('gains from models with errors of their own: %s', (_, nClasses, metric) => {
    const library = sampleLibrary({ seed: 5, nRows: 400, nMembers: 5, nClasses, noise: () => 1 });
    const { combination, approaches, answers, sentence } = choose(library, metric);
    expect(approaches.map(({ kind }) => kind)).toEqual(['single', 'ensemble', 'mixture', 'stack']);
    expect(combination.kind).not.toBe('single');
    const gain = approaches.find(({ kind }) => kind === combination.kind)?.gain;
    expect(gain?.low).toBeGreaterThan(0);
    expect(answers).toHaveLength(library.members[0].answers.length);
    expect(sentence).toMatch(/^Taken is .* better than that of the best single model \(90 %/);
  });

  it('answers a fold by nothing that its truth says', () => {
    const library = sampleLibrary({ seed: 8, nRows: 100, nMembers: 3, nClasses: 2 });
    const { truth, foldOf } = library;
    if (truth.kind !== 'classification') throw new TypeError(truth.kind);
    const codes = truth.codes.map((code, i) => (foldOf[i] === 0 ? 1 - code : code));
    const turned: Library = { ...library, truth: { ...truth, codes } };
    const heldAnswers = (given: Library) =>
      choose(given, 'log_loss').approaches.map(({ answers }) =>
        answers.filter((_, at) => foldOf[at >> 1] === 0),
      );
    expect(heldAnswers(turned)).toEqual(heldAnswers(library));
  });

  it('takes one model where all answer alike', () => {
    const library = sampleLibrary({ seed: 6, nRows: 200, nMembers: 1, nClasses: 2 });
    const [model] = library.members;
    const copies = ['a', 'b', 'c'].map((id) => ({ ...model, id }));
    const { combination } = chooseCombination(
      { ...library, members: copies },
      getMetric('roc_auc'),
      { random: seededRandom(1), kinds: ['single', 'ensemble', 'mixture'] },
    );
    expect(combination).toMatchObject({ kind: 'single', members: ['a'] });
  });

  it('learns of a class that a sample of the rows would hardly have', () => {
    const nRows = 30_000;
    const library = sampleLibrary({ seed: 4, nRows, nMembers: 3, nClasses: 2 });
    const codes = Int32Array.from({ length: nRows }, (_, row) => (row % 5003 === 7 ? 1 : 0));
    const rare: Library = { ...library, truth: { kind: 'classification', codes, nClasses: 2 } };
    expect(choose(rare, 'roc_auc').approaches[0].estimate?.value).toBeGreaterThan(0);
  });

  it('tells the best of many equal models without the optimism of having chosen it', () => {
    const errors = Array.from({ length: 10 }, (_, seed) => {
      // Answers say nothing of the truth, so that every AUC is 0.5 but for luck.
      const library = sampleLibrary({ seed, nRows: 150, nMembers: 20, nClasses: 2 });
      const luck = seededRandom(100 + seed);
      const codes = Int32Array.from({ length: 150 }, () => luck.below(2));
      const blind: Library = { ...library, truth: { kind: 'classification', codes, nClasses: 2 } };
      const { approaches } = chooseCombination(blind, getMetric('roc_auc'), {
        random: seededRandom(1),
        kinds: ['single'],
      });
      return (approaches[0].estimate?.value ?? Number.NaN) - 0.5;
    });
    const mean = errors.reduce((sum, each) => sum + each, 0) / errors.length;
    // A single AUC of 150 rows has a standard error of 0.047; the best of 20 is about 0.09 too high.
    expect(Math.abs(mean)).toBeLessThan(0.04);
  });

  it('answers three rows, and refuses one fold with a sentence', () => {
    const tiny = sampleLibrary({ seed: 7, nRows: 3, nMembers: 2, nClasses: 2 });
    const truth = { kind: 'classification', codes: Int32Array.of(0, 1, 0), nClasses: 2 } as const;
    const three: Library = { ...tiny, truth, foldOf: Int32Array.of(0, 1, 2) };
    const { combination, sentence } = choose(three, 'log_loss');
    expect(combination.kind).toBe('single');
    expect(sentence).toContain('too few rows');
    expect(
      thrownBy(() => choose({ ...three, foldOf: new Int32Array(3) }, 'log_loss')),
    ).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'chooseCombination must get rows of at least two folds, numbered from 0, got 1 fold.',
    });
  });
});

describe('rankMembers', () => {
  it('finds the best few of many as sorting all by the metric does', () => {
    const library = sampleLibrary({ seed: 9, nRows: 300, nMembers: 40, nClasses: 2 });
    for (const name of ['roc_auc', 'average_precision', 'log_loss', 'accuracy']) {
      const metric = getMetric(name);
      const measure = (answers: Float64Array) => metric.compute(outcomeOf(library.truth, answers));
      const best = rankMembers(library, metric, 7).map(({ answers }) => measure(answers));
      const all = library.members.map(({ answers }) => signOf(metric) * measure(answers));
      const sorted = all.sort((a, b) => b - a).slice(0, 7);
      expect(best).toEqual(sorted.map((score) => signOf(metric) * score));
    }
  });
});

describe('combineAnswers', () => {
  const blend: Blend = {
    kind: 'ensemble',
    members: ['a', 'b'],
    weights: Float64Array.of(0.25, 0.75),
  };
  const answers = [Float64Array.of(1, 2), Float64Array.of(3, 4)];

  it('is the weighted mean', () => {
    expect([...combineAnswers(blend, answers)]).toEqual([2.5, 3.5]);
  });

  it('refuses damaged states and other models', () => {
    const damages = [
      { ...blend, weights: Float64Array.of(0.25, 0.25) },
      { ...blend, weights: Float64Array.of(Number.NaN, 1) },
      { ...blend, members: [] },
      { ...blend, kind: 'sum' },
      { kind: 'stack', members: ['a', 'b'], nClasses: 2, center: 0, scale: 0, model: {} },
    ];
    for (const damage of damages)
      expect(thrownBy(() => combineAnswers(damage as Blend, answers)).code).toBe(
        'MODEL_ARTIFACT_INVALID',
      );
    expect(thrownBy(() => combineAnswers(blend, answers.slice(1))).message).toBe(
      'combineAnswers must get 2 models, got 1.',
    );
  });
});
