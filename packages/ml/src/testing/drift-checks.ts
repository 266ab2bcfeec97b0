import { AppError, invariant } from '@kaizenml/contracts';
import {
  checkDrift,
  type DriftTest,
  levelSample,
  numberSample,
  type Sample,
  type SampleKind,
  textSample,
  vectorSample,
} from '../drift/index.ts';
import { type Random, seededRandom } from '../math/index.ts';
import type { Check } from './estimator-checks.ts';

const N_ROWS = 60;
const WIDTH = 4;

/**
 * What every drift test promises, on seeded samples of every kind that it takes.
 *
 * @example
 * for (const { promise, run } of driftChecks(test)) it(promise, run);
 */
export function driftChecks(test: DriftTest): readonly Check[] {
  const kinds = (run: (kind: SampleKind) => void) => () => test.takes.forEach(run);
  return [
    { promise: 'finds no drift between identical samples', run: kinds((k) => sameIsCalm(test, k)) },
    {
      promise: 'gives probabilities, and effects in bounds',
      run: kinds((k) => isBounded(test, k)),
    },
    {
      promise: test.isSymmetric ? 'is symmetric' : 'is not symmetric, as it says',
      run: () => isSymmetricAsSaid(test),
    },
    {
      promise: 'sees a larger effect in a larger move',
      run: kinds((k) => growsWithShift(test, k)),
    },
    { promise: 'finds drift when all rows move', run: kinds((k) => seesFullShift(test, k)) },
    { promise: 'finds no drift when a sample is empty', run: kinds((k) => emptyIsCalm(test, k)) },
    { promise: 'gives the same every time', run: kinds((k) => isRepeatable(test, k)) },
    { promise: 'refuses samples of another kind', run: () => refusesOthers(test) },
  ];
}

function sameIsCalm(test: DriftTest, kind: SampleKind): void {
  const sample = sampleOf(kind, seededRandom(1), 0);
  const { effect, pValue, isDrift } = checkDrift(test, [sample, sample]);
  const isEstimate = kind === 'texts' || kind === 'vectors';
  if (!isEstimate) expect(Math.abs(effect) < 1e-12, `the effect ${effect} is 0`);
  expect(pValue === null || pValue >= 0.2, `the p-value ${pValue} is not small`);
  expect(!isDrift, 'no drift is found');
}

function isBounded(test: DriftTest, kind: SampleKind): void {
  const [low, high] = test.effectBounds;
  for (let seed = 0; seed < 8; seed++) {
    const random = seededRandom(seed);
    const pair = [sampleOf(kind, random, 0), sampleOf(kind, random, random.next())] as const;
    const { effect, pValue } = checkDrift(test, pair);
    expect(effect >= low && effect <= high, `the effect ${effect} lies in [${low}, ${high}]`);
    expect(pValue === null || (pValue >= 0 && pValue <= 1), `${pValue} is a probability`);
  }
}

function isSymmetricAsSaid(test: DriftTest): void {
  const gaps = test.takes.map((kind) => {
    const random = seededRandom(3);
    const [a, b] = [sampleOf(kind, random, 0), sampleOf(kind, random, 0.05)];
    const [there, back] = [checkDrift(test, [a, b]), checkDrift(test, [b, a])];
    const gap =
      Math.abs(there.effect - back.effect) + Math.abs((there.score ?? 0) - (back.score ?? 0));
    return gap;
  });
  const gap = Math.max(...gaps);
  expect(gap < 1e-12 === test.isSymmetric, `swapping the samples changes the verdict by ${gap}`);
}

function growsWithShift(test: DriftTest, kind: SampleKind): void {
  const effects = [0, 0.2, 0.4, 0.6].map((shift) => {
    const [a, b] = [sampleOf(kind, seededRandom(5), 0), sampleOf(kind, seededRandom(6), shift)];
    return checkDrift(test, [a, b]).effect;
  });
  const isRising = effects.every((effect, i) => i === 0 || effect >= effects[i - 1]);
  expect(isRising && effects[1] > effects[0], `effects ${effects.join(', ')} rise`);
}

function seesFullShift(test: DriftTest, kind: SampleKind): void {
  const [a, b] = [sampleOf(kind, seededRandom(7), 0), sampleOf(kind, seededRandom(8), 1)];
  const { isDrift, score } = checkDrift(test, [a, b]);
  expect(isDrift, `the score ${score} is beyond ${test.threshold}`);
}

function emptyIsCalm(test: DriftTest, kind: SampleKind): void {
  const full = sampleOf(kind, seededRandom(9), 0);
  const empty = emptyOf(kind);
  for (const pair of [
    [full, empty],
    [empty, full],
    [empty, empty],
  ] as const)
    expect(!checkDrift(test, pair).isDrift, 'no drift is found');
}

function isRepeatable(test: DriftTest, kind: SampleKind): void {
  const pair = [
    sampleOf(kind, seededRandom(10), 0),
    sampleOf(kind, seededRandom(11), 0.2),
  ] as const;
  const [once, again] = [checkDrift(test, pair), checkDrift(test, pair)];
  expect(JSON.stringify(once) === JSON.stringify(again), 'both verdicts are the same');
}

function refusesOthers(test: DriftTest): void {
  const kinds: readonly SampleKind[] = ['numbers', 'levels', 'texts', 'vectors'];
  const takes = (kind: SampleKind) =>
    test.takes.includes(kind) || (kind === 'numbers' && test.takes.includes('levels'));
  for (const kind of kinds.filter((each) => !takes(each))) {
    const sample = sampleOf(kind, seededRandom(12), 0);
    let received: unknown = 'nothing';
    try {
      checkDrift(test, [sample, sample]);
    } catch (error) {
      received = error instanceof AppError ? error.code : String(error);
    }
    expect(received === 'ARGUMENT_INVALID', `ARGUMENT_INVALID is thrown, not ${received}`);
  }
}

/** @param shift 0 is calm; at 1 nothing is left where it was. */
function sampleOf(kind: SampleKind, random: Random, shift: number): Sample {
  if (kind === 'numbers') {
    return numberSample(Float64Array.from({ length: N_ROWS }, () => random.normal() + 8 * shift));
  }
  if (kind === 'levels') {
    const moved = Math.round(shift * 100);
    return levelSample(
      [
        ['a', shift === 1 ? 0 : 100 - moved + random.below(10)],
        ['b', shift === 0 ? 0 : moved + random.below(10)],
      ].map(([level, count]) => [String(level), Number(count)] as const),
    );
  }
  if (kind === 'texts') return textSample(textsOf(random, shift));
  const values = Float64Array.from({ length: N_ROWS * WIDTH }, () => random.normal() + 8 * shift);
  return vectorSample(values, WIDTH);
}

function textsOf(random: Random, shift: number): string[] {
  const word = (): string =>
    random.next() < shift ? `fresh${random.below(30)}` : `usual${random.below(30)}`;
  return Array.from({ length: N_ROWS }, () => Array.from({ length: 12 }, word).join(' '));
}

function emptyOf(kind: SampleKind): Sample {
  if (kind === 'numbers') return numberSample(new Float64Array());
  if (kind === 'levels') return levelSample([]);
  return kind === 'texts' ? textSample([]) : vectorSample(new Float64Array(), WIDTH);
}

function expect(condition: boolean, what: string): void {
  invariant(condition, what);
}
