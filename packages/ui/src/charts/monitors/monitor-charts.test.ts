import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftStrip, effectChart, performanceChart, shiftChart } from './index.ts';

const size = { width: 420 };
const hours = [0, 1, 2, 3, 4, 5].map((hour) => Date.UTC(2026, 0, 1, hour));
const strip = {
  title: 'plan drifted in 3 of 9 verdicts',
  states: '-.S.CNDDD',
  effects: [null, 0.02, 0.04, 0.01, 0.12, 0.15, 0.15, 0.25, 0.6],
  leastEffect: 0.1,
};
const effects = {
  title: '“plan” is further from training than matters since 04:00',
  measure: 'Jensen-Shannon distance',
  leastEffect: 0.1,
  points: hours.map((at, i) => ({ at, effect: i < 4 ? 0.02 * i : 0.3, isDrift: i > 3 })),
  chosen: 5,
};
const shift = {
  title: 'More of “premium”',
  ...{ isDrift: true, isOfLevels: true },
  names: ['in training', 'in these windows'] as const,
  bars: [
    { label: 'basic', edge: '', before: 0.4, after: 0, isNew: false },
    { label: 'family', edge: '', before: 0.25, after: 0, isNew: false },
    { label: 'premium', edge: '', before: 0.35, after: 0.9, isNew: false },
    { label: 'gold', edge: '', before: 0, after: 0.1, isNew: true },
  ],
};

const known = (value: number) => ({ value, low: value - 0.03, high: value + 0.03 });
const performance = {
  ...{ title: 'ROC AUC fell', metric: 'ROC AUC', training: 0.9 },
  points: hours.map((at, i) => ({
    at,
    realised: i < 4 ? known(0.9 - 0.04 * i) : null,
    estimated: known(0.9 - 0.03 * i),
  })),
};

describe('charts of monitors', () => {
  it.each([
    ['driftStrip', () => driftStrip(strip)],
    ['effectChart', () => effectChart(effects, size)],
    ['shiftChart', () => shiftChart(shift, size)],
    ['performanceChart', () => performanceChart(performance, size)],
  ])('%s looks as it did', async (name, draw) => {
    await expect(draw()).toMatchFileSnapshot(`../snapshots/${name}.svg`);
  });

  it('draw whatever they are given', () => {
    const number = fc.oneof(fc.double(), fc.constant(null));
    const bar = fc.record({
      ...{ label: fc.string(), edge: fc.string(), isNew: fc.boolean() },
      ...{ before: fc.double(), after: fc.double() },
    });
    const interval = fc.option(fc.record({ value: fc.double(), low: number, high: number }));
    const window = fc.record({ at: fc.double(), realised: interval, estimated: interval });
    const point = fc.record({ at: fc.double(), effect: number, isDrift: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(number, { maxLength: 120 }),
        fc.array(bar, { maxLength: 40 }),
        fc.array(point, { maxLength: 9 }),
        fc.array(window, { maxLength: 9 }),
        fc.string({ unit: fc.constantFrom('D', 'N', 'C', 'S', '.', '-', 'x'), maxLength: 120 }),
        fc.integer({ min: 100, max: 900 }),
        (each, bars, points, windows, states, width) => {
          const drawn = [
            driftStrip({ title: states, states, effects: each, leastEffect: 0.1 }),
            effectChart({ ...effects, points, chosen: 0 }, { width }),
            performanceChart({ ...performance, points: windows }, { width }),
            shiftChart({ ...shift, bars }, { width }),
            shiftChart({ ...shift, bars, isOfLevels: false }, { width }),
          ];
          for (const svg of drawn) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        },
      ),
      { seed: 9, numRuns: 60 },
    );
  });
});

describe('driftStrip', () => {
  it('has one path for each look, however many verdicts there are', () => {
    const states = 'D.'.repeat(100);
    const svg = driftStrip({ ...strip, states, effects: [...states].map(() => 0.5) });
    expect(svg.match(/<path/g)).toHaveLength(2);
    expect(svg.match(/M\d/g)).toHaveLength(200);
  });

  it('joins what looks alike where cells have no room for gaps', () => {
    const states = '.'.repeat(150) + 'D'.repeat(50);
    const svg = driftStrip({ ...strip, states, effects: [...states].map(() => 0.5) });
    expect(svg.match(/M\d+ \d+h[\d.]+/g)).toEqual(['M0 100h150', 'M150 100h50']);
  });

  it('makes drift taller the more of it there is', () => {
    const heightOf = (effect: number) =>
      Number(driftStrip({ ...strip, states: 'D', effects: [effect] }).match(/v-([\d.]+)/)?.[1]);
    expect([0.15, 0.3, 0.6].map(heightOf)).toEqual([60, 80, 100]);
  });
});

describe('shiftChart', () => {
  it('lays many levels on their sides, and marks new ones', () => {
    const svg = shiftChart(shift, { width: 380 });
    expect(svg).toContain('>gold (new)</text>');
    expect(shiftChart(shift, { width: 600 })).not.toContain('>gold (new)</text>');
  });
});
