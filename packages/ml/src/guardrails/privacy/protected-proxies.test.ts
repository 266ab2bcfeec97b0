import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { encodeText, makeTable, type NumericColumn } from '../../table/index.ts';
import { protectedNames } from './protected-names.ts';
import { checkProxies } from './protected-proxies.ts';

const N = 500;

function people(likeness: number, name = 'sex') {
  const random = seededRandom(2);
  const sex = Array.from({ length: N }, () => (random.next() < 0.5 ? 'f' : 'm'));
  const number = (title: string, value: (i: number) => number): NumericColumn => ({
    name: title,
    kind: 'number',
    values: Float64Array.from({ length: N }, (_, i) => value(i)),
  });
  return makeTable([
    encodeText(name, 'category', sex),
    number('height', (i) => (sex[i] === 'm' ? likeness : 0) + random.normal()),
    number('noise', () => random.normal()),
  ]);
}

describe('checkProxies', () => {
  it('names the column that tells a protected one, with an interval', () => {
    const [finding, ...more] = checkProxies(people(2.5), { random: seededRandom(1) });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'PROTECTED_PROXY',
      severity: 'info',
      column: 'sex',
      details: { proxies: [{ column: 'height' }] },
    });
    const [{ auc, low, high }] = finding.details.proxies as {
      auc: number;
      low: number;
      high: number;
    }[];
    // Two normals 2.5 deviations apart: Phi(2.5 / sqrt 2) = 0.9615.
    expect(low).toBeLessThan(0.9615);
    expect(high).toBeGreaterThan(0.9615);
    expect(auc).toBeCloseTo(0.96, 1);
  });

  it('is silent without a proxy, and without a protected column', () => {
    expect(checkProxies(people(0.2), { random: seededRandom(1) })).toEqual([]);
    expect(checkProxies(people(2.5, 'kind'), { random: seededRandom(1) })).toEqual([]);
    const asked = { random: seededRandom(1), isProtected: ['kind'] };
    expect(checkProxies(people(2.5, 'kind'), asked)).toHaveLength(1);
  });
});

describe('protectedNames', () => {
  it('knows attributes of persons from those of things', () => {
    const names = [
      'Age',
      'maritalStatus',
      'native-country',
      'housing_median_age',
      'message',
      'race_time',
    ];
    const table = makeTable(names.map((name) => encodeText(name, 'category', ['a'])));
    expect(protectedNames(table)).toEqual(['Age', 'maritalStatus', 'native-country', 'race_time']);
  });
});
