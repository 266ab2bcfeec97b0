import { type Estimate, GATES, type GateCheck } from '@kaizenml/contracts';
import { Gate } from '@kaizenml/contracts/project';
import { seededRandom } from '@kaizenml/ml/math';
import { describeMetric, getMetric, type Outcome } from '@kaizenml/ml/metrics';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contents } from '../../models/index.ts';
import type { PairedRival } from '../succession/rival.ts';
import type { Candidate } from './candidate.ts';
import { ALL_GATES, checkGates } from './check-gates.ts';
import { upperTail } from './latency.ts';

const NOTHING: Contents = {
  ...{ unknownFiles: [], functions: [], addresses: [], foreignOperators: [], personalColumns: [] },
};
const REGIONS = ['north', 'south', 'islands'];
const N = 600;

/** Half of the rows are truly 1; in the south every second call is wrong, in the north every tenth, on the islands there are few rows. */
function rows(): { readonly table: Table; readonly outcome: Outcome } {
  const region = Array.from({ length: N }, (_, i) => (i < 12 ? 2 : i % 2));
  const truth = Int32Array.from({ length: N }, (_, i) => Number(i % 4 >= 2));
  const called = truth.map((code, i) =>
    (region[i] === 1 ? i % 3 === 1 : i % 10 === 2) ? 1 - code : code,
  );
  return {
    table: makeTable([
      encodeText(
        'region',
        'category',
        region.map((code) => REGIONS[code] ?? null),
      ),
    ]),
    outcome: {
      ...{ kind: 'classification', truth, nClasses: 2 },
      probabilities: Float64Array.from([...called].flatMap((code) => [1 - code, code])),
    },
  };
}

function candidateOf(
  asked: Parameters<typeof Gate.parse>[0],
  changes: Partial<Candidate> = {},
): Candidate {
  const { table, outcome } = rows();
  return {
    asked: Gate.parse(asked),
    metrics: { accuracy: { value: 0.8, low: 0.76, high: 0.84 } },
    metric: getMetric('accuracy'),
    ...{ comparedBy: 'accuracy', describe: describeMetric, besideGuessing: [] },
    rival: { kind: 'none' },
    tested: { rows: async () => table, outcome, classes: ['no', 'yes'], weakSegments: [] },
    ...{
      sizeBytes: 1_500_000,
      open: async () => () => 1,
      contents: async () => NOTHING,
      origin: {},
    },
    ...changes,
  };
}

const rivalOf = (gain: Estimate | undefined): PairedRival => ({
  ...{ kind: 'paired', version: 3, on: 'on the same 600 test rows', nRows: N },
  gainBy: () => gain,
});
const check = async (...given: Parameters<typeof candidateOf>) =>
  (await checkGates(candidateOf(...given))).checks;
const only = async (...given: Parameters<typeof candidateOf>): Promise<GateCheck> => {
  const checks = await check(...given);
  expect(checks).toHaveLength(1);
  return checks[0] as GateCheck;
};

describe('checkGates', () => {
  it('knows every gate once, in the order of the contract', () => {
    expect(ALL_GATES.map(({ name }) => name)).toEqual(GATES);
  });

  it('asks for nothing where the project does not', async () => {
    expect(await checkGates(candidateOf({}))).toEqual({ passed: true, reasons: [], checks: [] });
  });

  it('fails with the reasons of what refuses, and keeps those of what passed', async () => {
    const verdict = await checkGates(
      candidateOf({ min: { accuracy: 0.9 }, sizeMb: 2, champion: [{}] }),
    );
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons).toEqual(['Accuracy must be at least 0.9, got 0.8.']);
    expect(verdict.checks.map(({ gate, status }) => [gate, status])).toEqual([
      ['metric', 'failed'],
      ['champion', 'not-measured'],
      ['size', 'passed'],
    ]);
  });
});

describe('metric', () => {
  it('accepts a value that is exactly at its limit', async () => {
    const asked = { min: { accuracy: 0.8 }, max: { accuracy: 0.8 } };
    expect((await check(asked)).map(({ status }) => status)).toEqual(['passed', 'passed']);
  });

  it('refuses what was not measured', async () => {
    expect(await only({ max: { log_loss: 0.5 } })).toMatchObject({
      ...{ status: 'not-measured', refuses: true, limit: { side: 'at-most', value: 0.5 } },
      reason: 'Log loss must be at most 0.5, but it was not measured here; what was: accuracy.',
    });
    expect(await only({}, { metrics: {} })).toMatchObject({
      refuses: true,
      reason: 'Accuracy could not be measured on the test part: it is not defined there.',
    });
  });
});

describe('baseline', () => {
  const against = {
    ...{ subject: 'Constant', isBetter: false, gain: null },
    sentence: 'It is no better than a baseline.',
  };

  it('refuses what is not surely better than guessing, unless the project is lenient', async () => {
    const besideGuessing = [against];
    expect(await only({}, { besideGuessing })).toMatchObject({ gate: 'baseline', refuses: true });
    expect(await check({ betterThanBaseline: false }, { besideGuessing })).toEqual([]);
  });
});

describe('champion', () => {
  const standing = (must: 'not-worse' | 'as-good' | 'better', gain: Estimate, margin?: number) =>
    only(
      { champion: [{ must, ...(margin === undefined ? {} : { margin }) }] },
      { rival: rivalOf(gain) },
    );

  it('decides by the interval of the difference and not by the figures', async () => {
    const unsure = { value: -0.01, low: -0.03, high: 0.01 };
    expect((await standing('not-worse', unsure)).status).toBe('passed');
    expect((await standing('better', { value: 0.01, low: -0.01, high: 0.03 })).status).toBe(
      'failed',
    );
    expect((await standing('as-good', unsure, 0.02)).status).toBe('failed');
    expect((await standing('as-good', unsure, 0.05)).status).toBe('passed');
    const worse = await standing('not-worse', { value: -0.03, low: -0.05, high: -0.01 });
    expect(worse).toMatchObject({
      ...{ status: 'failed', refuses: true, measured: { value: -0.03 } },
      reason:
        'It must be not surely worse than version 3 by Accuracy: on the same 600 test rows it is worse by 0.03 (90 % interval of the gain -0.05 to -0.01).',
    });
  });

  it('orders its three demands: what is better is as good, and what is as good within a margin of 0 is not worse', async () => {
    const ends = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true })));
    await fc.assert(
      fc.asyncProperty(
        ends,
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        async (three, margin) => {
          const [low = 0, value = 0, high = 0] = three.toSorted((a, b) => a - b);
          const passes = async (must: 'not-worse' | 'as-good' | 'better') =>
            (await standing(must, { low, value, high }, margin)).status === 'passed';
          const [better, asGood, notWorse] = [
            await passes('better'),
            await passes('as-good'),
            await passes('not-worse'),
          ];
          if (better) expect(asGood && notWorse).toBe(true);
          if (high < -margin) expect(asGood || notWorse).toBe(false);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  it('passes without a champion, and refuses where the two stand apart', async () => {
    expect(await only({ champion: [{}] })).toMatchObject({
      ...{ status: 'not-measured', refuses: false },
      reason: 'There is no champion to compare it with, so it passes.',
    });
    const apart = { kind: 'apart', version: 3, why: 'It learned from this very table.' } as const;
    expect(await only({ champion: [{}] }, { rival: apart })).toMatchObject({
      ...{ status: 'not-measured', refuses: true },
      reason:
        'It must be not surely worse than version 3 by Accuracy, but the two stand apart: It learned from this very table.',
    });
    const itself = { kind: 'itself', version: 3 } as const;
    expect((await only({ champion: [{ must: 'better' }] }, { rival: itself })).status).toBe(
      'passed',
    );
  });

  it('needs a margin for what is as good', () => {
    expect(Gate.safeParse({ champion: [{ must: 'as-good' }] }).error?.issues[0]?.message).toContain(
      'must have a `margin`',
    );
  });
});

describe('slices', () => {
  it('tells the worst slice, counted by hand, and leaves small ones out', async () => {
    const { outcome, table } = rows();
    const south = Array.from({ length: N }, (_, i) => i).filter((i) => i >= 12 && i % 2 === 1);
    const right = south.filter((i) => i % 3 !== 1).length / south.length;
    const found = await only({ slices: [{ column: 'region', min: 0.75 }] });
    expect(table.nRows).toBe(outcome.truth.length);
    expect(found).toMatchObject({ gate: 'slices', status: 'failed', refuses: true });
    expect(found.measured?.value).toBeCloseTo(right, 12);
    expect(found.reason).toBe(
      `In every slice of "region" Accuracy must be at least 0.75, got ${Number(right.toPrecision(4))} in the worst of 2, south (${south.length} rows). 1 with fewer than 50 rows, or where it is not defined, was left out.`,
    );
    const lenient = await only({ slices: [{ column: 'region', min: 0.6 }] });
    expect(lenient.status).toBe('passed');
  });

  it('looks into small slices when told to, and says of too large a number that there are none', async () => {
    const small = await only({ slices: [{ column: 'region', min: 0.6, leastRows: 5 }] });
    expect(small.reason).not.toContain('left out');
    const none = await only({ slices: [{ column: 'region', min: 0.6, leastRows: 1000 }] });
    expect(none).toMatchObject({ status: 'not-measured', refuses: true });
  });

  it('refuses what is surely worse than the champion in a slice, though better elsewhere', async () => {
    const gains = (worst: number): PairedRival => ({
      ...rivalOf(undefined),
      gainBy: (_metric, { rows: part } = {}) =>
        (part?.[1] ?? 0) % 2 === 1
          ? { value: worst, low: worst - 0.05, high: worst + 0.05 }
          : { value: 0.2, low: 0.1, high: 0.3 },
    });
    const asked = { slices: [{ column: 'region', champion: 'not-worse' as const }] };
    const worse = await only(asked, { rival: gains(-0.1) });
    expect(worse).toMatchObject({ status: 'failed', measured: { value: -0.1 } });
    expect(worse.reason).toContain('it is in 1 of 2, most in south by 0.1');
    expect((await only(asked, { rival: gains(-0.02) })).status).toBe('passed');
    expect(await only(asked)).toMatchObject({ status: 'not-measured', refuses: false });
  });

  it('takes the segments that the run found, and passes where it found none', async () => {
    const weak = { column: 'region', level: 'south', nRows: 90, loss: 0.3, lossElsewhere: 0.1 };
    const { tested } = candidateOf({});
    const asked = { slices: [{ min: 0.9 }] };
    const found = await only(asked, tested && { tested: { ...tested, weakSegments: [weak] } });
    expect(found.reason).toContain('"region" = south');
    expect(found.status).toBe('failed');
    expect(await only(asked)).toMatchObject({
      ...{ status: 'passed', reason: 'The run found no segment in which the model is weak.' },
    });
  });

  it('says that a column is not there, and refuses', async () => {
    expect(await only({ slices: [{ column: 'regoin', min: 0.5 }] })).toMatchObject({
      ...{ status: 'not-measured', refuses: true, reason: 'The data have no column "regoin".' },
    });
  });
});

describe('fairness', () => {
  const asked = (max: Record<string, number>, more: object = {}) => ({
    fairness: [{ group: 'region', max, ...more }],
  });

  it('holds the difference between groups, counted by hand, against its limit', async () => {
    const { outcome } = rows();
    const called = (i: number) =>
      outcome.kind === 'classification' && (outcome.probabilities[2 * i + 1] ?? 0) > 0.5;
    const shareOf = (side: number) => {
      const members = Array.from({ length: N - 12 }, (_, i) => i + 12).filter(
        (i) => i % 2 === side && i % 4 >= 2,
      );
      return members.filter(called).length / members.length;
    };
    const gap = shareOf(0) - shareOf(1);
    const found = await only(asked({ equal_opportunity_difference: 0.1 }));
    expect(gap).toBeGreaterThan(0.1);
    expect(found).toMatchObject({ status: 'failed', refuses: true });
    expect(found.measured?.value).toBeCloseTo(gap, 12);
    expect(found.measured?.low).toBeLessThan(gap);
    expect(found.reason).toMatch(
      /: north 0\.\d+, south 0\.\d+\. 1 group of fewer than 50 rows was left out\.$/,
    );
    expect((await only(asked({ equal_opportunity_difference: 0.4 }))).status).toBe('passed');
  });

  it('has a check per difference, and turns with the favorable class', async () => {
    const both = { statistical_parity_difference: 1, accuracy_difference: 1 };
    expect(await check(asked(both))).toHaveLength(2);
    const yes = await only(asked({ statistical_parity_difference: 1 }, { favorable: 'yes' }));
    const no = await only(asked({ statistical_parity_difference: 1 }, { favorable: 'no' }));
    expect(no.measured?.value).toBeCloseTo(yes.measured?.value ?? -1, 12);
  });

  it.each([
    [{ group: 'sex' }, 'The data have no column "sex".'],
    [{ favorable: 'maybe' }, '"maybe" is none of the classes no, yes.'],
    [{ leastRows: 400 }, '"region" has no group of at least 400 rows in the test part.'],
  ])('refuses with a sentence what it cannot measure: %j', async (more, reason) => {
    expect(await only(asked({ accuracy_difference: 0.1 }, more))).toMatchObject({
      ...{ status: 'not-measured', refuses: true, reason },
    });
  });
});

describe('latency', () => {
  it('times answers one by one, and refuses what can never be fast enough', async () => {
    let asked = 0;
    const open = async () => () => {
      asked++;
    };
    const found = await only({ latency: { p99Ms: 1000 } }, { open });
    expect(found).toMatchObject({ gate: 'latency', status: 'passed', unit: 'ms' });
    expect(asked).toBeGreaterThanOrEqual(2000);
    const never = await only({ latency: { p99Ms: Number.MIN_VALUE } }, { open: async () => spin });
    expect(never.status).toBe('failed');
  });

  it('is the 99th of 100 values, within order statistics that hold it', () => {
    const times = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect(upperTail(times)).toEqual({ value: 99, low: 97, high: null });
    const many = Float64Array.from({ length: 2000 }, (_, i) => i + 1);
    expect(upperTail(many)).toEqual({ value: 1980, low: 1971, high: 1990 });
  });

  it('has an interval that holds the true percentile in about 95 of 100 samples', () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      const { low, high } = upperTail(
        Float64Array.from({ length: 2000 }, () => random.next()).sort(),
      );
      if ((low ?? 1) <= 0.99 && 0.99 <= (high ?? 1)) held++;
    }
    expect(held).toBeGreaterThanOrEqual(180);
  });
});

describe('size', () => {
  it('counts in MB of a million bytes', async () => {
    expect(await only({ sizeMb: 1.5 })).toMatchObject({
      ...{ status: 'passed', unit: 'MB', measured: { value: 1.5 } },
      reason: 'The artifact must have at most 1.5 MB, got 1.5 MB.',
    });
    expect((await only({ sizeMb: 1.4999 })).status).toBe('failed');
  });
});

describe('security', () => {
  const origin = { 'mlflow.source.git.commit': 'abc', 'kaizen.lockfile': 'package-lock.json 1' };
  const failed = (checks: readonly GateCheck[]) =>
    checks.filter(({ refuses }) => refuses).map(({ subject }) => subject);

  it('passes data of a known origin', async () => {
    expect(failed(await check({ security: {} }, { origin }))).toEqual([]);
  });

  it.each([
    ['unknown-files', 'Files', { unknownFiles: ['run.sh'] }, {}],
    ['functions', 'Code', { functions: ['price.ts'] }, {}],
    ['addresses', 'Addresses', { addresses: ['https://models.example.org'] }, {}],
    ['operators', 'Operators', { foreignOperators: ['com.acme'] }, {}],
    ['personal-data', 'Data about persons', { personalColumns: ['email'] }, {}],
    ['uncommitted-changes', 'Uncommitted changes', {}, { 'kaizen.git.dirty': 'true' }],
    ['no-commit', 'Commit', {}, { 'mlflow.source.git.commit': undefined }],
    ['no-lockfile', 'Lockfile', {}, { 'kaizen.lockfile': undefined }],
  ] as const)('refuses %s unless it is allowed', async (allowance, subject, held, known) => {
    const changes = {
      contents: async () => ({ ...NOTHING, ...held }),
      origin: Object.fromEntries(
        Object.entries({ ...origin, ...known }).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
    };
    expect(failed(await check({ security: {} }, changes))).toEqual([subject]);
    expect(failed(await check({ security: { allow: [allowance] } }, changes))).toEqual([]);
  });
});

/** Takes longer than no time at all. */
function spin(): number {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += Math.sqrt(i);
  return sum;
}
