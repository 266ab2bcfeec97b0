import { AppError, illegalValue, invariant } from '@kaizenml/contracts';
import { type AnyBandit, chooseArm } from '../bandits/index.ts';
import { type Random, seededRandom } from '../math/index.ts';
import type { Check } from './estimator-checks.ts';

const RATES = [0.2, 0.8];

/**
 * What every bandit promises, on seeded rewards of two arms of which the second is better.
 *
 * @example
 * for (const { promise, run } of banditChecks(thompsonBeta)) it(promise, run);
 */
export function banditChecks(bandit: AnyBandit): readonly Check[] {
  return [
    { promise: 'gives probabilities that sum to 1, at all times', run: () => sumsToOne(bandit) },
    { promise: 'sends most to the better arm in the end', run: () => findsBest(bandit) },
    { promise: 'gives no arm less than its even share', run: () => explores(bandit) },
    {
      promise: 'merges to what one state of all rewards would hold, and leaves both alone',
      run: () => mergesExactly(bandit),
    },
    { promise: 'survives a round trip through JSON', run: () => survivesJson(bandit) },
    {
      promise: 'refuses arms that are not there, rewards that are none, and settings out of range',
      run: () => refuses(bandit),
    },
  ];
}

const CONTEXT = [1];

function play(bandit: AnyBandit, state: unknown, n: number, random: Random): void {
  for (let i = 0; i < n; i++) {
    const { arm } = chooseArm(bandit.probabilities(state, CONTEXT), random);
    const reward = Number(random.next() < RATES[arm]);
    bandit.update(state, { arm, reward, context: CONTEXT });
  }
}

function sumsToOne(bandit: AnyBandit): void {
  const state = bandit.empty();
  const random = seededRandom(1);
  for (let i = 0; i < 60; i++) {
    const due = bandit.probabilities(state, CONTEXT);
    expectNear(
      due.reduce((sum, p) => sum + p, 0),
      1,
    );
    expect(
      due.every((p) => p >= 0 && p <= 1),
      `${due.join(', ')} are probabilities`,
    );
    play(bandit, state, 1, random);
  }
}

function findsBest(bandit: AnyBandit): void {
  const state = bandit.empty();
  play(bandit, state, 400, seededRandom(2));
  const [worse, better] = bandit.probabilities(state, CONTEXT);
  expect(better > 0.9, `the better arm is due with ${better}, the other with ${worse}`);
}

function explores(bandit: AnyBandit): void {
  const state = bandit.empty({ explore: 0.2 });
  play(bandit, state, 200, seededRandom(3));
  const due = bandit.probabilities(state, CONTEXT);
  expect(Math.min(...due) >= 0.1 - 1e-12, `${Math.min(...due)} is at least a tenth`);
}

function mergesExactly(bandit: AnyBandit): void {
  const random = seededRandom(4);
  const [all, one, other] = [bandit.empty(), bandit.empty(), bandit.empty()];
  for (let i = 0; i < 300; i++) {
    const arm = random.below(2);
    const outcome = { arm, reward: Number(random.next() < 0.4 + 0.05 * arm), context: CONTEXT };
    bandit.update(all, outcome);
    bandit.update(random.next() < 0.3 ? one : other, outcome);
  }
  const before = JSON.stringify([one, other]);
  const merged = bandit.probabilities(bandit.merge(one, other), CONTEXT);
  bandit.probabilities(all, CONTEXT).forEach((p, arm) => {
    expectNear(merged[arm], p);
  });
  expect(JSON.stringify([one, other]) === before, 'the merged states are as they were');
  const alone = bandit.probabilities(bandit.merge(all, bandit.empty()), CONTEXT);
  expectNear(alone[0], bandit.probabilities(all, CONTEXT)[0]);
  expectCode('ARGUMENT_INVALID', () => bandit.merge(all, bandit.empty({ nArms: 3 })));
}

function survivesJson(bandit: AnyBandit): void {
  const state = bandit.empty();
  play(bandit, state, 50, seededRandom(5));
  const read = JSON.parse(JSON.stringify(state));
  expect(JSON.stringify(read) === JSON.stringify(state), 'the state reads back as it was');
  const [one, other] = [state, read].map((each) => bandit.probabilities(each, CONTEXT).join());
  expect(one === other, 'it gives the same probabilities');
}

function refuses(bandit: AnyBandit): void {
  const state = bandit.empty();
  for (const [arm, reward] of [
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])
    expectCode('ARGUMENT_INVALID', () => bandit.update(state, { arm, reward, context: CONTEXT }));
  for (const [name, spec] of Object.entries(bandit.params))
    expectCode('PARAM_OUT_OF_RANGE', () => bandit.empty({ [name]: illegalValue(spec as never) }));
}

function expectCode(code: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    const received = error instanceof AppError ? error.code : String(error);
    expect(received === code, `the error is ${code}, not ${received}`);
    return;
  }
  expect(false, `${code} is thrown`);
}

function expect(condition: boolean, what: string): void {
  invariant(condition, what);
}

function expectNear(received: number, wanted: number): void {
  expect(Math.abs(received - wanted) < 1e-9, `${received} equals ${wanted}`);
}
