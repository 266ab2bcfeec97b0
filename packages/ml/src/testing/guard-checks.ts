import { AppError, illegalValue, invariant } from '@kaizenml/contracts';
import { type Random, seededRandom } from '../math/index.ts';
import type { AnyGuard, Arm, Verdict } from '../sequential/index.ts';
import type { Check } from './estimator-checks.ts';

/** How to feed a guard: a value of an arm that is as good, or clearly worse. */
export interface GuardValues {
  value(random: Random, isWorse: boolean): unknown;
  /** No value that the guard counts. */
  readonly refused: unknown;
}

const ASKED = { level: 0.05, margin: 0.3 };

/**
 * What every guard promises, on seeded requests.
 *
 * @example
 * for (const { promise, run } of guardChecks(rate, values)) it(promise, run);
 */
export function guardChecks(guard: AnyGuard, values: GuardValues): readonly Check[] {
  const fed = (seed: number, { n = 600, isWorse = false } = {}) => {
    const random = seededRandom(seed);
    const state = guard.empty();
    for (let i = 0; i < n; i++) {
      const arm: Arm = random.next() < 0.3 ? 'b' : 'a';
      guard.update(state, arm, values.value(random, isWorse && arm === 'b'));
    }
    return state;
  };
  return [
    { promise: 'is undecided without requests', run: () => isUndecided(guard, guard.empty()) },
    {
      promise: 'counts the requests of each arm',
      run: () => {
        const { a, b } = guard.judge(fed(1), ASKED);
        expect(a.n + b.n === 600 && b.n > 100 && b.n < 250, `${a.n} and ${b.n} add up to 600`);
      },
    },
    {
      promise: 'sees an arm that is clearly worse, and says how sure it is',
      run: () => {
        const verdict = guard.judge(fed(2, { n: 2000, isWorse: true }), ASKED);
        expect(verdict.outcome === 'harm', `the outcome is harm, not ${verdict.outcome}`);
        expect(verdict.harm.p <= 0.05, `p ${verdict.harm.p} is at most the level`);
        expect(verdict.harm.logE >= Math.log(20), `e is at least 20`);
      },
    },
    {
      promise: 'clears an arm that is as good, in time',
      run: () => {
        const { outcome } = guard.judge(fed(3, { n: 8000 }), ASKED);
        expect(outcome === 'no-harm', `the outcome is no-harm, not ${outcome}`);
      },
    },
    {
      promise: 'asks for more the smaller the level',
      run: () => {
        const state = fed(4, { n: 2000, isWorse: true });
        const [wide, narrow] = [1e-9, 0.1].map((level) =>
          widthOf(guard.judge(state, { ...ASKED, level })),
        );
        expect(
          wide > narrow,
          `the interval of 1e-9, ${wide}, is wider than that of 0.1, ${narrow}`,
        );
      },
    },
    {
      promise: 'merges to what one state of all requests would hold, and leaves both alone',
      run: () => mergesExactly(guard, values),
    },
    {
      promise: 'survives a round trip through JSON, state and verdict alike',
      run: () => survivesJson(guard, fed(6)),
    },
    { promise: 'refuses a value that it does not count', run: () => refusesValue(guard, values) },
    {
      promise: 'refuses a level, margin or tolerance out of range',
      run: () => refusesAsked(guard),
    },
    { promise: 'refuses settings out of range', run: () => refusesSettings(guard) },
  ];
}

function isUndecided(guard: AnyGuard, state: unknown): void {
  const { outcome, a, b, difference, harm } = guard.judge(state, ASKED);
  expect(outcome === 'undecided', `the outcome is undecided, not ${outcome}`);
  expect(a.n === 0 && b.n === 0 && a.value === null, 'the arms show nothing');
  expect(difference === null && harm.p === 1, 'there is no difference and no evidence');
}

function widthOf({ interval }: Verdict): number {
  const { low, high } = interval;
  return low === null || high === null ? Number.POSITIVE_INFINITY : high - low;
}

function mergesExactly(guard: AnyGuard, values: GuardValues): void {
  const random = seededRandom(5);
  const [all, one, other] = [guard.empty(), guard.empty(), guard.empty()];
  for (let i = 0; i < 400; i++) {
    const arm: Arm = random.next() < 0.3 ? 'b' : 'a';
    const value = values.value(random, arm === 'b');
    guard.update(all, arm, value);
    guard.update(random.next() < 0.4 ? one : other, arm, value);
  }
  const before = JSON.stringify([one, other]);
  const merged = guard.judge(guard.merge(one, other), ASKED);
  const whole = guard.judge(all, ASKED);
  expect(JSON.stringify([one, other]) === before, 'the merged states are as they were');
  expect(merged.a.n === whole.a.n && merged.b.n === whole.b.n, 'the counts add up');
  expectNear(merged.harm.logE, whole.harm.logE);
  expectNear(merged.noHarm.logE, whole.noHarm.logE);
  expectNear(merged.difference ?? 0, whole.difference ?? 1);
  const alone = guard.judge(guard.merge(all, guard.empty()), ASKED);
  expectNear(alone.harm.logE, whole.harm.logE);
}

function survivesJson(guard: AnyGuard, state: unknown): void {
  const read = JSON.parse(JSON.stringify(state));
  expect(JSON.stringify(read) === JSON.stringify(state), 'the state reads back as it was');
  const verdict = guard.judge(state, ASKED);
  expect(JSON.stringify(guard.judge(read, ASKED)) === JSON.stringify(verdict), 'it judges alike');
  for (const each of [verdict, guard.judge(guard.empty(), ASKED)])
    expect(allFinite(each), 'a verdict holds no number that JSON cannot say');
  expect(allFinite(state), 'a state holds no number that JSON cannot say');
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite);
}

function refusesValue(guard: AnyGuard, { refused }: GuardValues): void {
  const state = guard.empty();
  const before = JSON.stringify(state);
  expectCode('ARGUMENT_INVALID', () => guard.update(state, 'b', refused));
  expectCode('ARGUMENT_INVALID', () => guard.update(state, 'b', Number.NaN));
  expect(JSON.stringify(state) === before, 'a refused value is not counted');
}

function refusesAsked(guard: AnyGuard): void {
  const state = guard.empty();
  for (const asked of [
    { level: 0, margin: 0.1 },
    { level: 1, margin: 0.1 },
    { level: 0.05, margin: -0.1 },
    { level: 0.05, margin: Number.NaN },
    { level: 0.05, margin: 0.1, tolerance: 0.2 },
  ])
    expectCode('ARGUMENT_INVALID', () => guard.judge(state, asked));
}

function refusesSettings(guard: AnyGuard): void {
  for (const [name, spec] of Object.entries(guard.params))
    expectCode('PARAM_OUT_OF_RANGE', () => guard.empty({ [name]: illegalValue(spec as never) }));
  expectCode('PARAM_UNKNOWN', () => guard.empty({ nonesuch: 1 }));
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
  const gap = Math.abs(received - wanted);
  expect(gap <= 1e-9 * Math.max(1, Math.abs(wanted)), `${received} equals ${wanted}`);
}
