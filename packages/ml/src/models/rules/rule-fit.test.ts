import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, seededRandom } from '../../math/index.ts';
import type { Target } from '../estimator.ts';
import { type RuleModel, ruleHolds, ruleInWords, rulesOf } from './rule/index.ts';
import { ruleFit } from './rule-fit.ts';

const N = 500;

function learn(x: Matrix, y: Target, given: object = {}, weights?: Float64Array): RuleModel {
  const params = resolveParams('rule-fit', ruleFit.params, { ...given });
  const context = { random: seededRandom(2), ...(weights && { weights }) };
  return ruleFit.fit(x, y, params, context);
}

function evenRows(nColumns: number): number[][] {
  const random = seededRandom(1);
  return Array.from({ length: N }, () => Array.from({ length: nColumns }, random.next));
}

function regression(values: readonly number[]): Target {
  return { kind: 'regression', values: Float64Array.from(values) };
}

describe('rule-fit', () => {
  it('recovers a known rule, with cuts of few digits', () => {
    const rows = evenRows(3);
    const noise = seededRandom(3);
    const holds = ([a, b]: number[]) => a > 0.5 && b <= 0.3;
    const y = rows.map((row) => (holds(row) ? 10 : 0) + 0.2 * noise.normal());
    const [first] = rulesOf(learn(fromRows(rows), regression(y), { lines: false }));
    if (first.kind !== 'rule') throw new Error('The first part is a rule.');
    const [a, b] = first.conditions;
    expect(a).toMatchObject({ column: 0, operator: '>' });
    expect(b).toMatchObject({ column: 1, operator: '<=' });
    for (const [condition, cut] of [
      [a, 0.5],
      [b, 0.3],
    ] as const) {
      if (!('value' in condition)) throw new Error('The condition has a cut.');
      expect(Math.abs(condition.value - cut)).toBeLessThan(0.03);
      expect(String(condition.value).length).toBeLessThanOrEqual(5);
    }
    expect(Math.abs(first.weights[0] - 10)).toBeLessThan(1);
    expect(first.support).toBeCloseTo(rows.filter(holds).length / N, 1);
  });

  it('recovers a straight line, level beyond its ends', () => {
    const rows = evenRows(2);
    const model = learn(fromRows(rows), regression(rows.map(([a]) => 7 - 3 * a)));
    const [first] = rulesOf(model);
    if (first.kind !== 'line') throw new Error('The first part is a line.');
    expect(first.column).toBe(0);
    expect(first.slopes[0]).toBeCloseTo(-3, 0);
    const [low, further] = ruleFit.predict(
      model,
      fromRows([
        [first.low, 0.5],
        [-9, 0.5],
      ]),
    );
    expect(further).toBe(low);
  });

  it('recovers a set of levels and a missing value', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: N }, () => [
      random.below(6),
      random.next() < 0.2 ? Number.NaN : random.next(),
    ]);
    const x: Matrix = { ...fromRows(rows), levels: Int32Array.of(6, 0) };
    const codes = Int32Array.from(rows, ([code, v]) =>
      random.next() < ([1, 4].includes(code) ? 0.9 : 0.1) + (Number.isNaN(v) ? 0.1 : 0) ? 1 : 0,
    );
    const model = learn(x, { kind: 'classification', codes, nClasses: 2 });
    const [first] = rulesOf(model);
    if (first.kind !== 'rule') throw new Error('The first part is a rule.');
    const names = { columns: ['kind', 'size'], levels: [['A', 'B', 'C', 'D', 'E', 'F']] };
    expect(ruleInWords(first.conditions, names)).toBe('kind is one of B, E');

    const missing = rows.map(([, v]) => (Number.isNaN(v) ? 5 : 1));
    const [only, ...others] = rulesOf(learn(x, regression(missing)));
    expect(only).toMatchObject({ conditions: [{ column: 1, operator: 'missing' }] });
    expect(others).toEqual([]);
  });

  it('answers what its rules and lines say', () => {
    const rows = evenRows(3);
    const x = fromRows(rows);
    const y = rows.map(([a, b, c]) => (a > 0.4 ? 2 : 0) + (b > 0.7 && c <= 0.6 ? 3 : 0) + 9 * c);
    const model = learn(x, regression(y));
    const parts = rulesOf(model);
    expect(parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rule', 'line']));
    const answers = ruleFit.predict(model, x);
    rows.forEach((row, i) => {
      const sum = parts.reduce((total, part) => {
        if (part.kind === 'rule')
          return total + (ruleHolds(part.conditions, x, i) ? part.weights[0] : 0);
        const along = Math.min(Math.max(row[part.column], part.low), part.high) - part.center;
        return total + part.slopes[0] * along;
      }, model.intercepts[0]);
      expect(answers[i]).toBeCloseTo(sum, 10);
    });
  });

  it('keeps to the number of terms and of conditions', () => {
    const rows = evenRows(4);
    const y = rows.map(([a, b, c, d]) => Math.sin(9 * a) + b * c - 5 * (d - 0.5) ** 2);
    for (const [maxTerms, maxConditions] of [
      [1, 2],
      [4, 1],
      [12, 3],
    ]) {
      const parts = rulesOf(learn(fromRows(rows), regression(y), { maxTerms, maxConditions }));
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.length).toBeLessThanOrEqual(maxTerms);
      for (const part of parts)
        if (part.kind === 'rule') {
          const columns = new Set(part.conditions.map(({ column }) => column));
          expect(columns.size).toBeLessThanOrEqual(maxConditions);
        }
    }
  });

  it('learns from the rows with weight alone', () => {
    const rows = evenRows(2);
    const y = rows.map(([a], i) => (i % 2 === 0 ? (a > 0.5 ? 1 : 0) : a > 0.5 ? -50 : 50));
    const weights = Float64Array.from(rows, (_, i) => (i % 2 === 0 ? 3 : 0));
    const model = learn(fromRows(rows), regression(y), {}, weights);
    const [low, high] = ruleFit.predict(
      model,
      fromRows([
        [0.2, 0.5],
        [0.8, 0.5],
      ]),
    );
    expect(low).toBeCloseTo(0, 1);
    expect(high).toBeCloseTo(1, 1);
  });
});
