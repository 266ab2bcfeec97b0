import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { type ClassificationOutcome, getMetric } from '../../metrics/index.ts';
import { chooseByCosts } from './choose-by-costs.ts';
import { chooseByMetric } from './choose-by-metric.ts';
import { ruleOfCosts } from './cost-matrix.ts';
import { certainOf } from './cross-calls.ts';
import { type Decision, decide } from './decision.ts';
import { sweepThresholds } from './sweep-thresholds.ts';

/** Rows that come true as often as is stated, if `stated` is the identity. */
function rows(n: number, stated: (p: number) => number = (p) => p): ClassificationOutcome {
  const random = seededRandom(8);
  const chance = Float64Array.from({ length: n }, () => random.next() ** 2);
  return {
    kind: 'classification',
    truth: Int32Array.from(chance, (p) => (random.next() < p ? 1 : 0)),
    probabilities: Float64Array.from([...chance].flatMap((p) => [1 - stated(p), stated(p)])),
    nClasses: 2,
  };
}

const foldsFor = (n: number) => Int32Array.from({ length: n }, (_, i) => i % 5);

const three: ClassificationOutcome = {
  kind: 'classification',
  truth: Int32Array.of(0, 1, 2, 2),
  probabilities: Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 0, 0.1, 0.9),
  nClasses: 3,
};

describe('ruleOfCosts', () => {
  it('is the closed form of Elkan', () => {
    expect(
      ruleOfCosts(
        [
          [0, 1],
          [4, 0],
        ],
        2,
      ),
    ).toEqual({ kind: 'threshold', threshold: 0.2 });
    expect(
      ruleOfCosts(
        [
          [-1, 5],
          [2, -8],
        ],
        2,
      ),
    ).toEqual({ kind: 'threshold', threshold: 6 / 16 });
    expect(
      ruleOfCosts(
        [
          [0, 0],
          [4, 0],
        ],
        2,
      ),
    ).toEqual({ kind: 'threshold', threshold: 0 });
    expect(
      ruleOfCosts(
        [
          [0, 3],
          [0, 0],
        ],
        2,
      ),
    ).toEqual({ kind: 'threshold', threshold: 2 });
  });

  it('refuses costs that mean nothing', () => {
    const given = [
      [[0, 1]],
      [
        [0, 1],
        [Number.NaN, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [5, 0],
        [0, 5],
      ],
    ];
    expect(given.map((costs) => thrownBy(() => ruleOfCosts(costs, 2)).message)).toEqual([
      'The costs must be 2 rows of 2, one per true class with one cost per called class, got 1 of 2.',
      'The costs must be finite numbers, got NaN.',
      expect.stringMatching(/^The costs must make some wrong call dearer than the right one/),
      expect.stringMatching(/^The costs must make some wrong call dearer than the right one/),
    ]);
  });
});

describe('decide', () => {
  it('calls the class of least expected cost', () => {
    const costs = [
      [0, 1, 1],
      [1, 0, 1],
      [9, 9, 0],
    ];
    const rule = ruleOfCosts(costs, 3);
    // Expected costs of the first row: 0.3 + 0.9, 0.6 + 0.9 and 0.6 + 0.3.
    expect([...decide(rule, three.probabilities)]).toEqual([2, 2, 2, 2]);
    const even = ruleOfCosts(
      [
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
      ],
      3,
    );
    expect([...decide(even, three.probabilities)]).toEqual([0, 1, 0, 2]);
  });

  it('refuses damaged states', () => {
    for (const damage of [
      { kind: 'threshold' },
      { kind: 'threshold', threshold: -1 },
      { kind: 'costs', nClasses: 3, costs: new Float64Array(4) },
    ])
      expect(thrownBy(() => decide(damage as Decision, new Float64Array(6))).code).toBe(
        'MODEL_ARTIFACT_INVALID',
      );
    expect(
      thrownBy(() => decide({ kind: 'threshold', threshold: 0.5 }, new Float64Array(3))).message,
    ).toBe('decide must get 2 probabilities, got 3.');
  });
});

describe('sweepThresholds', () => {
  it.each(['f1', 'balanced_accuracy', 'mcc', 'accuracy', 'f1_macro'])(
    'finds the best of all thresholds by hand: %s',
    (name) => {
      const outcome = rows(80, (p) => Math.round(p * 20) / 20);
      const metric = getMetric(name);
      const valueAt = (threshold: number) =>
        metric.compute(
          certainOf(outcome, decide({ kind: 'threshold', threshold }, outcome.probabilities)),
        );
      const values = Array.from({ length: 22 }, (_, i) =>
        valueAt((i - 0.5) / 20 < 0 ? 0 : (i - 0.5) / 20),
      );
      const found = chooseOn(outcome, name);
      expect(found.value).toBeCloseTo(Math.max(...values.filter((v) => !Number.isNaN(v))), 12);
      expect(valueAt(found.threshold)).toBeCloseTo(found.value, 12);
    },
  );

  it('parts no equal probabilities and calls what it counted', () => {
    const tight: ClassificationOutcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 1),
      probabilities: Float64Array.of(0.7, 0.3, 0.7, 0.3 + 2 ** -54),
      nClasses: 2,
    };
    const { threshold, value } = chooseOn(tight, 'accuracy');
    expect(value).toBe(1);
    expect([...decide({ kind: 'threshold', threshold }, tight.probabilities)]).toEqual([0, 1]);
  });
});

function chooseOn(outcome: ClassificationOutcome, name: string) {
  const metric = getMetric(name);
  const best = sweepThresholds(outcome, ([tn, fp, fn, tp]) =>
    metric.compute(fromCalls([tn, fp, fn, tp])),
  );
  if (!best) throw new TypeError('no threshold');
  return best;
}

/** As many rows as were counted, written out. */
function fromCalls(calls: readonly number[]): ClassificationOutcome {
  const cells = calls.flatMap((count, cell) => new Array<number>(count).fill(cell));
  const truth = Int32Array.from(cells, (cell) => cell >> 1);
  const called = Int32Array.from(cells, (cell) => cell & 1);
  return certainOf({ ...three, nClasses: 2, truth }, called);
}

describe('chooseByCosts', () => {
  const costs = [
    [0, 1],
    [5, 0],
  ];

  it('follows from the costs where probabilities are calibrated, and is cheaper than one half', () => {
    const { decision, origin, cost, costOfMostProbable, sentence } = chooseByCosts(
      rows(3000),
      costs,
      foldsFor(3000),
    );
    expect({ decision, origin }).toEqual({
      decision: { kind: 'threshold', threshold: 1 / 6 },
      origin: 'costs',
    });
    expect(cost.high).toBeLessThan(costOfMostProbable.low ?? Number.NaN);
    expect(sentence).toBe('A row is called the second class from a probability of 16.7 % on.');
  });

  it('takes the threshold of the rows where probabilities are far from calibrated', () => {
    const outcome = rows(3000, (p) => 0.9 + 0.1 * p);
    const { decision, origin, cost } = chooseByCosts(outcome, costs, foldsFor(3000));
    expect(origin).toBe('rows');
    expect(decision).toMatchObject({ threshold: expect.closeTo(0.9 + 0.1 / 6, 1) });
    const calibrated = chooseByCosts(rows(3000), costs, foldsFor(3000)).cost;
    expect(cost.value).toBeCloseTo(calibrated.value, 1);
  });

  it('weighs more than two classes', () => {
    const { sentence, cost } = chooseByCosts(
      three,
      [
        [0, 1, 1],
        [1, 0, 1],
        [9, 9, 0],
      ],
      Int32Array.of(0, 0, 1, 1),
    );
    expect(sentence).toMatch(/^Each row is called the class of least expected cost among 3/);
    expect(cost.value).toBe(0.5);
  });
});

describe('chooseByMetric', () => {
  it('moves the threshold of rare positives for F1, and says so', () => {
    const outcome = rows(2000, (p) => p / 2);
    const { decision, gain, sentence } = chooseByMetric(outcome, getMetric('f1'), {
      foldOf: foldsFor(2000),
      random: seededRandom(1),
    });
    expect(decision.threshold).toBeLessThan(0.3);
    expect(gain?.low).toBeGreaterThan(0);
    expect(sentence).toMatch(/^A row is called .* on: its F1 is .* better than at 50 %/);
  });

  it('stays near one half where probabilities are calibrated and all errors count alike', () => {
    const { decision } = chooseByMetric(rows(300), getMetric('accuracy'), {
      foldOf: foldsFor(300),
      random: seededRandom(1),
    });
    expect(Math.abs(decision.threshold - 0.5)).toBeLessThan(0.1);
  });

  it('refuses metrics of probabilities, more classes and rows of one class', () => {
    const options = { foldOf: Int32Array.of(0, 0, 1, 1), random: seededRandom(1) };
    const one: ClassificationOutcome = {
      kind: 'classification',
      truth: new Int32Array(4).fill(1),
      probabilities: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
      nClasses: 2,
    };
    expect(
      [
        () => chooseByMetric(one, getMetric('roc_auc'), options),
        () => chooseByMetric(three, getMetric('f1'), options),
        () => chooseByMetric(one, getMetric('mcc'), options),
      ].map((call) => thrownBy(call).message),
    ).toEqual([
      'A threshold must be chosen by a metric of called classes, of two classes, got roc_auc.',
      'A threshold must be chosen by a metric of called classes, of two classes, got f1 of 3 classes.',
      'Matthews correlation must be defined on the rows that choose a threshold, but it is not: one class may be all there is.',
    ]);
  });
});
