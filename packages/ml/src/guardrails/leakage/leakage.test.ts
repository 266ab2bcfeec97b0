import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type Column, encodeText, makeTable } from '../../table/index.ts';
import { findLeaks } from '../index.ts';
import { readTarget } from '../read-target.ts';
import { findOwnTarget } from './find-own-target.ts';
import { fitFewColumns } from './stepwise.ts';

const N_ROWS = 600;
const random = seededRandom(12);
const draws = (draw: () => number) => Float64Array.from({ length: N_ROWS }, draw);
const number = (name: string, value: (i: number) => number): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N_ROWS }, (_, i) => value(i)),
});
const category = (name: string, value: (i: number) => string | null): Column =>
  encodeText(
    name,
    'category',
    Array.from({ length: N_ROWS }, (_, i) => value(i)),
  );
const date = (name: string, value: (i: number) => number): Column =>
  ({ ...number(name, value), kind: 'date' }) as Column;

const [a, b, c] = [
  draws(() => 1 + 9 * random.next()),
  draws(() => 1 + 9 * random.next()),
  draws(() => random.normal()),
];
const isHit = Array.from({ length: N_ROWS }, () => random.next() < 0.3);
const group = draws(() => random.below(12));
const d = draws(() => random.normal());
const e = draws(() => random.normal());
const honest = [number('noise', (i) => d[i]), number('half', (i) => a[i] + 9 * e[i])];
const find = (y: Column, columns: readonly Column[]) =>
  findLeaks(makeTable([...honest, ...columns, y]), {
    target: 'y',
    task: y.kind === 'number' ? 'regression' : 'binary',
    random: seededRandom(1),
  });
const hit = category('y', (i) => (isHit[i] ? 'yes' : 'no'));
const tell = (y: Column, columns: readonly Column[]) =>
  find(y, columns).map(({ code, column, details }) => [
    code,
    column ?? details.formula ?? details.columns,
  ]);

describe('formulas', () => {
  const [pa, pb] = [number('pa', (i) => a[i]), number('pb', (i) => b[i])];

  it.each<[string, (i: number) => number]>([
    ['pa + pb', (i) => a[i] + b[i]],
    ['pb − pa', (i) => b[i] - a[i]],
    ['pa × pb', (i) => a[i] * b[i]],
    ['pa / pb', (i) => a[i] / b[i]],
    ['pb / pa²', (i) => b[i] / a[i] ** 2],
    ['max(pa, pb)', (i) => Math.max(a[i], b[i])],
    ['pa × pb', (i) => a[i] * b[i] * (1 + 0.01 * random.normal())],
    ['pa + pb', (i) => a[i] + b[i] + 0.1 * random.normal()],
    ['(pa × pb) + noise', (i) => a[i] * b[i] + d[i]],
  ])('are found: y = %s', (words, value) => {
    expect(tell(number('y', value), [pa, pb])).toEqual([['LEAK_COMBINATION', words]]);
  });

  it('say the columns, the formula and how exact it is', () => {
    const [found] = find(
      number('y', (i) => a[i] + b[i]),
      [pa, pb],
    );
    expect(found).toMatchObject({
      severity: 'warning',
      message:
        'Columns "pa" and "pb" together give the answer away: y = pa + pb, exactly in 600 rows.',
      details: { columns: ['pa', 'pb'], evidence: 'formula', isPlain: true, nRows: 600 },
    });
  });

  it('find a total of which the fees are not in the table', () => {
    const total = number('y', (i) => a[i] + b[i] + (i % 3 === 0 ? 0.5 : 0.3));
    expect(tell(total, [pa, pb])).toEqual([['LEAK_COMBINATION', 'pa + pb + 0.3667']]);
  });

  it('are none where a fifth of the spread is chance', () => {
    expect(
      tell(
        number('y', (i) => a[i] + b[i] + 2 * random.normal()),
        [pa, pb],
      ),
    ).toEqual([]);
  });

  it('agree with least squares in closed form', () => {
    const y = a.map((x, i) => 3 * x - 2 * b[i] + 1);
    const fit = fitFewColumns([c, a, b], y);
    expect(new Set(fit.chosen)).toEqual(new Set([1, 2]));
    const weightOf = (column: number) => fit.weights[fit.chosen.indexOf(column)];
    expect(weightOf(1)).toBeCloseTo(3, 9);
    expect(weightOf(2)).toBeCloseTo(-2, 9);
    expect(fit.intercept).toBeCloseTo(1, 8);
  });

  it('leave collinear columns out', () => {
    const fit = fitFewColumns(
      [a, a.map((x) => 2 * x), b],
      a.map((x, i) => x + b[i]),
    );
    expect(fit.chosen).toHaveLength(2);
    expect(fit.unexplained).toBeLessThan(1e-12);
  });
});

describe('pairs', () => {
  it('that look a class up are found', () => {
    const size = category('size', (i) => `s${group[i] % 4}`);
    const grade = category('grade', (i) => `g${(group[i] + (isHit[i] ? 1 : 0)) % 4}`);
    expect(tell(hit, [size, grade])).toEqual([['LEAK_COMBINATION', ['size', 'grade']]]);
  });

  it('whose difference crosses a limit with the class are found', () => {
    const paid = number('paid', (i) => 10 * a[i] + (isHit[i] ? 1 : -1) * b[i]);
    const due = number('due', (i) => 10 * a[i]);
    expect(tell(hit, [paid, due])).toEqual([['LEAK_COMBINATION', 'paid − due']]);
  });
});

describe('what is known only later', () => {
  it('is filled for one outcome only, also for few of its rows', () => {
    const reason = category('reason', (i) => (isHit[i] && i % 2 === 0 ? `r${i % 5}` : null));
    expect(tell(hit, [reason])).toEqual([['LEAK_FROM_LATER', 'reason']]);
    const [found] = find(hit, [reason]);
    expect(found.message).toMatch(
      /^Column "reason" is known only after the outcome: it has a value in \d+ rows, of which 100 % have y = yes \(\d+(\.\d)? % of the others\)\.$/,
    );
  });

  it('is missing for one outcome only', () => {
    const last = number('last_paid', (i) => (isHit[i] && i % 2 === 0 ? Number.NaN : b[i]));
    expect(tell(hit, [last])).toEqual([['LEAK_FROM_LATER', 'last_paid']]);
  });

  it('is a date after the start of the row, unless it was planned', () => {
    const opened = date('opened', (i) => 1e12 + a[i] * 1e9);
    const closed = date('closed', (i) => 1e12 + a[i] * 1e9 + b[i] * 1e8);
    const due = date('due_on', (i) => 1e12 + a[i] * 1e9 + 3e8);
    expect(tell(hit, [opened, closed, due])).toEqual([['LEAK_FROM_LATER', 'closed']]);
  });

  it('is the target of a later row, not that of an earlier one', () => {
    const y = number('y', (i) => c[i] + a[i]);
    const at = (i: number) => (i < 0 || i >= N_ROWS ? Number.NaN : c[i] + a[i]);
    expect(tell(y, [number('lead', (i) => at(i + 2))])).toEqual([['LEAK_FROM_LATER', 'lead']]);
    expect(tell(y, [number('lag', (i) => at(i - 2))])).toEqual([]);
    const next = number(
      'week',
      (i) => [1, 2, 3, 4, 5, 6, 7].reduce((sum, k) => sum + at(i + k), 0) / 7,
    );
    expect(find(y, [next])[0]?.details).toMatchObject({ evidence: 'shifted', window: 7 });
  });

  it('is ordered by the date column when there is one', () => {
    const when = Int32Array.from({ length: N_ROWS }, (_, i) => (i * 7) % N_ROWS);
    const rowAt = new Map(Array.from(when, (day, i) => [day, i]));
    const y = number('y', (i) => c[i]);
    const day = date('day', (i) => 1e12 + when[i] * 86_400_000);
    const lead = number('lead', (i) => c[rowAt.get(when[i] + 1) ?? -1] ?? Number.NaN);
    expect(find(y, [day, lead])[0]?.details).toMatchObject({
      column: 'lead',
      time: 'day',
      rowsAhead: 1,
    });
  });
});

describe('aggregates of the own target', () => {
  const sums = new Map<number, [n: number, sum: number]>();
  for (let i = 0; i < N_ROWS; i++) {
    const [n, sum] = sums.get(group[i]) ?? [0, 0];
    sums.set(group[i], [n + 1, sum + Number(isHit[i])]);
  }
  const of = (i: number) => sums.get(group[i]) ?? [0, 0];
  const overall = isHit.filter(Boolean).length / N_ROWS;

  it('are found without the groups, plain or drawn to the mean', () => {
    const plain = number('rate', (i) => of(i)[1] / of(i)[0]);
    const drawn = number('rate', (i) => (of(i)[1] + 10 * overall) / (of(i)[0] + 10));
    expect(tell(hit, [plain])).toEqual([['LEAK_OWN_TARGET', 'rate']]);
    expect(find(hit, [drawn])[0]?.details.prior).toBeCloseTo(10, 6);
  });

  it('are found as means of the others, with the groups', () => {
    const others = number('rate', (i) => (of(i)[1] - Number(isHit[i])) / (of(i)[0] - 1));
    const shop = category('shop', (i) => `shop ${group[i]}`);
    const [found] = findOwnTarget(makeTable([shop, others]), readTarget(hit, 'binary'));
    expect(found.details).toMatchObject({ column: 'rate', kind: 'mean of others', group: 'shop' });
  });

  it('are none when other rows gave them', () => {
    const elsewhere = new Map(Array.from({ length: 12 }, (_, g) => [g, random.next()]));
    expect(tell(hit, [number('rate', (i) => elsewhere.get(group[i]) ?? 0)])).toEqual([]);
  });
});
