import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { getMetric, METRICS, type Metric, signOf } from '../../metrics/index.ts';
import { type Library, outcomeOf } from '../library/library.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { judgeOf } from './judges/index.ts';
import { selectEnsemble } from './select-ensemble.ts';

const TASKS = {
  binary: sampleLibrary({ seed: 1, nRows: 300, nMembers: 8, nClasses: 2 }),
  multiclass: sampleLibrary({ seed: 2, nRows: 300, nMembers: 8, nClasses: 4 }),
  regression: sampleLibrary({ seed: 3, nRows: 300, nMembers: 8, nClasses: 0 }),
};

/** Poisson and gamma deviance are not defined for negative targets. */
const CASES = METRICS.filter(({ name }) => !/poisson|gamma/.test(name)).flatMap((metric) =>
  metric.tasks.map((task) => ({ task, metric, name: metric.name })),
);

/** Every mean written out, every metric computed in full. */
function greedyByHand({ truth, members }: Library, metric: Metric, nSteps: number): number[] {
  const taken: number[] = [];
  const scoreWith = (added: number) => {
    const all = [...taken, added];
    const mean = members[0].answers.map(
      (_, i) => all.reduce((sum, m) => sum + members[m].answers[i], 0) / all.length,
    );
    return signOf(metric) * metric.compute(outcomeOf(truth, mean));
  };
  for (let step = 0; step < nSteps; step++) {
    const scores = members.map((_, m) => scoreWith(m));
    const best = Math.max(...scores);
    const tied = members.map((_, m) => m).filter((m) => scores[m] > best - 1e-12);
    taken.push(tied.find((m) => taken.includes(m)) ?? tied[0]);
  }
  return taken;
}

describe('selectEnsemble', () => {
  it.each(CASES)('takes the steps of the written-out search: $name, $task', ({ task, metric }) => {
    const library = TASKS[task];
    const { steps, weights, value } = selectEnsemble(library, metric, { patience: 8, maxSteps: 8 });
    const members = steps.map(({ member }) => member);
    expect(members).toEqual(greedyByHand(library, metric, members.length));
    const counts = library.members.map((_, m) => members.filter((each) => each === m).length);
    expect([...weights]).toEqual(counts.map((count) => expect.closeTo(count / members.length, 12)));
    expect(value).toBeCloseTo(steps.at(-1)?.value ?? Number.NaN, 9);
    for (let s = 1; s < steps.length; s++)
      expect(signOf(metric) * steps[s].value).toBeLessThanOrEqual(signOf(metric) * value + 1e-12);
  });

  it('beats its best model, and begins with it', () => {
    const { steps, value } = selectEnsemble(TASKS.binary, getMetric('log_loss'));
    expect(steps[0].member).toBe(0);
    expect(value).toBeLessThan(steps[0].value);
  });

  it('begins with the best models in their order where it is told to', () => {
    const metric = getMetric('rmse');
    const { steps } = selectEnsemble(TASKS.regression, metric, { nInitial: 3, patience: 8 });
    expect(steps.slice(0, 3).map(({ member }) => member)).toEqual([0, 1, 2]);
  });

  it('takes the cheaper of two equal models, and no second one that adds nothing', () => {
    const [model] = TASKS.binary.members;
    const twins: Library = {
      ...TASKS.binary,
      members: [
        { ...model, id: 'dear', microsPerRow: 9 },
        { ...model, id: 'cheap', microsPerRow: 1 },
      ],
    };
    for (const name of ['roc_auc', 'log_loss', 'accuracy'])
      expect([...selectEnsemble(twins, getMetric(name)).weights]).toEqual([0, 1]);
  });

  it('stops earlier where small rises are not worth a member', () => {
    const lengthAt = (minGain: number) =>
      selectEnsemble(TASKS.regression, getMetric('rmse'), { minGain, maxSteps: 20 }).steps.length;
    expect(lengthAt(0)).toBeGreaterThan(3);
    expect(lengthAt(0.05)).toBeLessThan(lengthAt(0));
    expect(lengthAt(10)).toBe(1);
  });

  it('averages the weights of bags, the same for the same seed', () => {
    const select = () =>
      selectEnsemble(TASKS.multiclass, getMetric('log_loss'), {
        nBags: 5,
        random: seededRandom(4),
      });
    const { weights } = select();
    expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(weights.filter((each) => each > 0).length).toBeGreaterThan(2);
    expect(select()).toEqual(select());
  });

  it('answers a library of constant and of certain models', () => {
    const truth = { kind: 'classification', codes: Int32Array.of(0, 1, 0), nClasses: 2 } as const;
    const library: Library = {
      truth,
      foldOf: Int32Array.of(0, 1, 2),
      members: [
        { id: 'constant', answers: new Float64Array(6).fill(0.5), microsPerRow: 1 },
        { id: 'certain', answers: Float64Array.of(1, 0, 0, 1, 0, 1), microsPerRow: 1 },
      ],
    };
    for (const name of ['roc_auc', 'average_precision', 'log_loss', 'f1', 'mcc', 'brier'])
      expect(Number.isFinite(selectEnsemble(library, getMetric(name)).value)).toBe(true);
  });

  it('refuses what cannot be read with a sentence', () => {
    const { members, ...rest } = TASKS.binary;
    const [first] = members;
    const broken = first.answers.slice();
    broken[7] = Number.NaN;
    const messages = [
      { ...rest, members: [] },
      { ...rest, members: [{ ...first, answers: broken }] },
      { ...rest, members: [{ ...first, answers: broken.subarray(2) }] },
      { ...rest, members: [first, first] },
      { ...rest, truth: { ...TASKS.multiclass.truth, nClasses: 2 } as Library['truth'], members },
    ].map((library) => thrownBy(() => selectEnsemble(library, getMetric('roc_auc'))).message);
    expect(messages).toEqual([
      'selectEnsemble must get at least one model, got 0.',
      'selectEnsemble must get finite answers, got NaN from model-0 in row 4.',
      'selectEnsemble must get 600 answers of model-0, got 598.',
      'selectEnsemble must get each model once, got model-0 twice.',
      expect.stringMatching(
        /^selectEnsemble must get a class from 0 to 1 in every row, got [23] in row/,
      ),
    ]);
    const oneClass: Library = {
      ...TASKS.binary,
      truth: { kind: 'classification', codes: new Int32Array(300), nClasses: 2 },
    };
    expect(thrownBy(() => selectEnsemble(oneClass, getMetric('roc_auc')))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'ROC AUC must be defined on the held-out rows, but it is for no model: their target may have one class only.',
    });
  });
});

describe('judges', () => {
  it.each(['roc_auc', 'average_precision'])('bound %s from both sides', (name) => {
    const metric = getMetric(name);
    const { truth, members } = TASKS.binary;
    const judge = judgeOf(metric, outcomeOf(truth, members[0].answers));
    const read = members.map(({ answers }) => judge.read(answers));
    // Few different answers, so that ties fill the bins.
    const coarse = read.map((each) => each.map((p) => Math.round(p * 4) / 4));
    for (const answers of [...read, ...coarse]) {
      for (const step of [judge.at(new Float64Array(300), 1), judge.at(read[0], 2)]) {
        const bounds = step.bounds?.(answers) ?? { low: Number.NaN, high: Number.NaN };
        const score = step.score(answers);
        expect(score).toBeGreaterThanOrEqual(bounds.low);
        expect(score).toBeLessThanOrEqual(bounds.high + 1e-15);
      }
    }
  });

  it.each(['roc_auc', 'average_precision'])(
    'score %s as the metric does, however crowded',
    (name) => {
      const metric = getMetric(name);
      const random = seededRandom(6);
      const n = 5000;
      const truth = Int32Array.from({ length: n }, () => (random.next() < 0.05 ? 1 : 0));
      const crowded = (power: number, round: number) =>
        Float64Array.from({ length: 2 * n }, (_, at) => {
          const p = random.next() ** power;
          return at % 2 === 0 ? 0 : Math.round(p * round) / round;
        });
      const answers = [
        crowded(9, 2 ** 40),
        crowded(1, 5),
        crowded(30, 1000),
        crowded(0.01, 2 ** 30),
      ];
      const outcome = {
        kind: 'classification',
        truth,
        probabilities: answers[0],
        nClasses: 2,
      } as const;
      const judge = judgeOf(metric, outcome);
      const read = answers.map((each) => judge.read(each));
      for (const [a, first] of answers.entries()) {
        for (const [b, second] of answers.entries()) {
          const probabilities = first.map((each, i) => (each + second[i]) / 2);
          const value = metric.compute({ ...outcome, probabilities });
          const step = judge.at(read[a], 2);
          expect(step.score(read[b])).toBeCloseTo(value, 12);
          expect(step.bounds?.(read[b]).high).toBeGreaterThanOrEqual(value - 1e-12);
        }
      }
    },
  );
});
