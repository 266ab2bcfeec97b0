import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betterWay } from './better-way.ts';
import { contrastRuns } from './contrast-runs.ts';
import type { ContrastedRun } from './contrasted-run.ts';
import { noiseOf } from './noise-of.ts';
import { tellContrast } from './tell-contrast.ts';

let nRuns = 0;

function aRun(
  params: Readonly<Record<string, string>>,
  metrics: Readonly<Record<string, number>>,
  parts: Partial<ContrastedRun> = {},
): ContrastedRun {
  const id = `run-${nRuns++}`;
  return {
    ...{ id, name: id, isRunning: false, params: new Map(Object.entries(params)) },
    data: new Map([['digits', 'd1']]),
    environment: new Map([['commit', 'c1']]),
    metrics: new Map(Object.entries(metrics)),
    ...parts,
  };
}

function tell(run: ContrastedRun, against: ContrastedRun, others: readonly ContrastedRun[] = []) {
  return tellContrast(run, against, contrastRuns(run, against, { others })).join(' ');
}

describe('a contrast', () => {
  const a = aRun({ depth: '4', rate: '0.1' }, { auc: 0.9 }, { name: 'A' });
  const b = aRun({ depth: '6', rate: '0.1' }, { auc: 0.93 }, { name: 'B' });

  it('names the only thing that differs, and no more than that', () => {
    expect(tell(b, a)).toBe(
      'auc of B is 0.93, that of A 0.9: 0.03 higher, which is better. No run of this experiment was repeated with another seed alone, so how much of this is chance cannot be known. Of their params depth is 6 instead of 4. As nothing else that was logged differs, this is the likely reason; something that nobody logged may differ, too.',
    );
  });

  it('says so when it is worse, and when a name does not say which way is better', () => {
    expect(tell(a, b)).toContain('0.03 lower, which is worse, since higher is better.');
    const [c, d] = [aRun({}, { depth_of_thought: 1 }), aRun({}, { depth_of_thought: 2 })];
    expect(tell(d, c)).toContain('whether that is better, its name does not say.');
  });

  it('does not choose among several differences, and says what would tell', () => {
    const c = aRun({ depth: '6', rate: '0.3' }, { auc: 0.93 });
    const told = tell(c, a);
    expect(told).toContain('Which of these 2 made it, two runs cannot tell.');
    expect(told).toContain('A run that takes over one of them at a time would tell.');
  });

  it('asks pairs of other runs that differ in one of the params alone, in the same way', () => {
    const c = aRun({ depth: '6', rate: '0.3' }, { auc: 0.95 });
    const others = [
      ...[
        aRun({ depth: '4', rate: '0.2' }, { auc: 0.8 }),
        aRun({ depth: '6', rate: '0.2' }, { auc: 0.83 }),
      ],
      ...[
        aRun({ depth: '4', rate: '0.5' }, { auc: 0.7 }),
        aRun({ depth: '6', rate: '0.5' }, { auc: 0.69 }),
      ],
      // No pair: other data, and another change.
      aRun({ depth: '6', rate: '0.2' }, { auc: 0.1 }, { data: new Map([['digits', 'd2']]) }),
      aRun({ depth: '8', rate: '0.2' }, { auc: 0.2 }),
    ];
    const contrast = contrastRuns(c, a, { others });
    expect(contrast.differences.map(({ name, pairs }) => [name, pairs?.nPairs])).toEqual([
      ['depth', 2],
      ['rate', undefined],
    ]);
    expect(tell(c, a, others)).toContain(
      'Of 2 other pairs of runs that differ in depth 6 instead of 4 alone, 1 moved the same way, by +0.01 in the middle.',
    );
  });

  it('does not count the two runs as evidence for themselves', () => {
    expect(contrastRuns(b, a, { others: [a, b] }).differences[0]?.pairs).toBeUndefined();
  });

  it('tells a difference that chance makes from one that it rarely makes', () => {
    const twins = [0.9, 0.91, 0.89].map((auc, i) => aRun({ depth: '2', seed: String(i) }, { auc }));
    expect(tell(b, a, twins)).toContain('chance alone would rarely make a difference of this size');
    const close = aRun({ depth: '6', rate: '0.1' }, { auc: 0.91 });
    expect(tell(close, a, twins)).toContain('a difference of this size may be chance');
    const [one, two] = twins as [ContrastedRun, ContrastedRun];
    expect(tell(two, one, twins)).toContain('They differ in their seed alone');
  });

  it('says that metrics of different data are hard to compare', () => {
    const c = aRun(
      { depth: '4', rate: '0.1' },
      { auc: 0.99 },
      { data: new Map([['digits', 'd2']]) },
    );
    expect(tell(c, a)).toContain(
      'They did not read the same data: digits is d2 instead of d1. Metrics of different data are hard to compare.',
    );
  });

  it('says what was not logged', () => {
    const bare = { data: new Map(), environment: new Map() };
    const [c, d] = [aRun({ depth: '1' }, { auc: 1 }, bare), aRun({ depth: '2' }, { auc: 2 }, bare)];
    expect(tell(d, c)).toContain(
      'Not logged by both: which data they read, and which code they ran.',
    );
    expect(tell(b, a)).not.toContain('Not logged');
  });

  it('says that nothing that was logged differs', () => {
    const twin = aRun({ depth: '4', rate: '0.1' }, { auc: 0.905 });
    expect(tell(twin, a)).toContain('It is chance, or something that nobody logged.');
  });

  it('is no contrast without a metric of both', () => {
    expect(tell(aRun({}, { loss: 1 }), a)).toContain('have no number of the same metric');
  });

  it('prefers a metric whose name says which way is better', () => {
    const [c, d] = [aRun({}, { epochs: 3, loss: 2 }), aRun({}, { epochs: 4, loss: 1 })];
    expect(contrastRuns(d, c, { others: [] }).metric).toEqual({
      ...{ key: 'loss', value: 1, against: 2, better: 'lower' },
    });
  });
});

describe('noise', () => {
  it('is the standard deviation within groups of twins, whatever lies between groups', () => {
    const group = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(group, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (values, shift) => {
        const twins = (depth: string, moved: number) =>
          values.map((value, i) => aRun({ depth, seed: String(i) }, { auc: value + moved }));
        const alone = noiseOf(twins('1', 0), 'auc');
        const both = noiseOf([...twins('1', 0), ...twins('2', shift)], 'auc');
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const expected = Math.sqrt(squares / (values.length - 1));
        expect(alone?.standardDeviation).toBeCloseTo(expected, 9);
        expect(both?.standardDeviation).toBeCloseTo(expected, 6);
      }),
      { seed: 9, numRuns: 50 },
    );
  });

  it('is unknown where no run has a twin', () => {
    expect(
      noiseOf([aRun({ depth: '1' }, { auc: 1 }), aRun({ depth: '2' }, { auc: 2 })], 'auc'),
    ).toBe(undefined);
  });
});

it.each([
  ['accuracy', 'higher'],
  ['val/roc_auc', 'higher'],
  ['testF1', 'higher'],
  ['val_loss', 'lower'],
  ['logLoss', 'lower'],
  ['latency ms', 'lower'],
  ['error_score', 'lower'],
  ['closeness', undefined],
  ['mapping', undefined],
  ['epoch', undefined],
])('knows of %s that better is %s', (metric, way) => {
  expect(betterWay(metric)).toBe(way);
});
