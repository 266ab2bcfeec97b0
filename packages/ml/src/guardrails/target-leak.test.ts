import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText, makeTable } from '../table/index.ts';
import { findLeaks } from './index.ts';

const N_ROWS = 2000;
const random = seededRandom(4);
const normals = Float64Array.from({ length: N_ROWS }, () => random.normal());
const uniform = Float64Array.from({ length: N_ROWS }, () => random.next());
const numbers = (name: string, value: (i: number) => number): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N_ROWS }, (_, i) => value(i)),
});
const classes = (isHit: (i: number) => boolean): Column =>
  encodeText(
    'y',
    'boolean',
    Array.from({ length: N_ROWS }, (_, i) => (isHit(i) ? 'yes' : 'no')),
  );
const leaks = (y: Column, columns: readonly Column[], task: 'binary' | 'regression') =>
  findLeaks(makeTable([y, ...columns]), { target: 'y', task, random: seededRandom(1) });

describe('findLeaks of a regression', () => {
  const price = numbers('y', (i) => Math.exp(normals[i]));
  const half = numbers('half', (i) => normals[i] + uniform[i] * 3);

  it('finds a scaled copy with noise, and a strictly monotone function of the target', () => {
    const scaled = numbers('scaled', (i) => 3 * Math.exp(normals[i]) + 0.1 * uniform[i]);
    const log = numbers('log', (i) => normals[i]);
    const found = leaks(price, [half, scaled, log], 'regression');
    expect(found.map(({ column }) => column)).toEqual(['scaled', 'log']);
    expect(found[0].message).toMatch(
      /^Column "scaled" gives the answer away: alone it predicts y with R squared 0\.99\d, the next best column "half" with 0\.\d{3}\.$/,
    );
    expect(found[0].details).toMatchObject({ evidence: 'nearly-equals', metric: 'R squared' });
  });

  it('finds copies with gaps, in bands, and as an amount in words', () => {
    const gaps = numbers('gaps', (i) =>
      uniform[i] < 0.4 ? Number.NaN : 2 * Math.exp(normals[i]) + 1,
    );
    const order = Float64Array.from(normals).sort();
    const text = (name: string, word: (i: number) => string) =>
      encodeText(
        name,
        'category',
        Array.from(normals, (_, i) => word(i)),
      );
    const bands = text('bands', (i) => {
      const place = order.findIndex((value) => value >= normals[i]);
      return `band ${String.fromCharCode(65 + Math.floor(place / 100))}`;
    });
    const amount = text('amount', (i) => `EUR ${(100 * Math.exp(normals[i])).toFixed(2)}`);
    for (const one of [gaps, bands, amount])
      expect(leaks(price, [half, one], 'regression').map(({ column }) => column)).toEqual([
        one.name,
      ]);
  });

  it('finds the same in a target of tiny numbers', () => {
    const scaled = numbers('scaled', (i) => 3 * Math.exp(normals[i]) + 0.1 * uniform[i]);
    const scores = [1, 2 ** -900].map((unit) => {
      const y = numbers('y', (i) => Math.exp(normals[i]) * unit);
      const [found] = leaks(y, [half, scaled], 'regression');
      return found.details.score;
    });
    expect(scores[0]).toBeGreaterThan(0.98);
    expect(scores[1]).toBeCloseTo(Number(scores[0]), 12);
  });

  it('takes no few numbers of which each occurs once for grades that a column gives away', () => {
    const once = (name: string, value: (i: number) => number): Column => ({
      name,
      kind: 'number',
      values: Float64Array.from({ length: 12 }, (_, i) => value(i)),
    });
    const table = [once('a', (i) => uniform[i]), once('b', (i) => uniform[i + 20])];
    expect(
      leaks(
        once('y', (i) => normals[i]),
        table,
        'regression',
      ),
    ).toEqual([]);
  });

  it('finds none in a strong but honest column', () => {
    expect(leaks(price, [half], 'regression')).toEqual([]);
  });

  it('takes several columns that do well together for an easy problem', () => {
    const y = numbers('y', (i) => normals[i]);
    const views = [0.1, 0.11, 0.15, 0.16].map((noise, k) =>
      numbers(`view${k}`, (i) => normals[i] + noise * (uniform[(i + k) % N_ROWS] - 0.5) * 3.5),
    );
    expect(leaks(y, views, 'regression')).toEqual([]);
  });
});

describe('findLeaks of two classes', () => {
  const isRare = (i: number): boolean => uniform[i] < 0.1;
  const y = classes(isRare);
  const honest = numbers('honest', (i) => normals[i] + (isRare(i) ? 1 : 0));

  it('finds a number that crosses a threshold with the class', () => {
    const found = leaks(y, [honest, numbers('u', (i) => uniform[i])], 'binary');
    expect(found.map(({ column }) => column)).toEqual(['u']);
    expect(found[0].details.score).toBeGreaterThan(0.99);
  });

  it('finds a column that is filled in after a rare outcome, and says so', () => {
    const cost = numbers('cost', (i) => (isRare(i) && i % 3 === 0 ? 10 + i : i % 97 === 1 ? 5 : 0));
    const [found] = leaks(y, [honest, cost], 'binary');
    expect(found.message).toMatch(
      /^Column "cost" gives the answer away: it is 0 in 9\d(\.\d)? % of rows, and where it is not, 7\d(\.\d)? % of rows have y = yes \(\d+(\.\d)? % overall\)\.$/,
    );
    expect(found).toMatchObject({
      code: 'TARGET_LEAK',
      severity: 'warning',
      hint: 'It is probably recorded after the outcome.',
      details: { column: 'cost', target: 'y', evidence: 'aftermath', usual: '0', outcome: '= yes' },
    });
  });

  it('finds one that is missing nearly everywhere else', () => {
    const reason = encodeText(
      'reason',
      'category',
      Array.from({ length: N_ROWS }, (_, i) => (isRare(i) && i % 3 === 0 ? `r${i % 4}` : null)),
    );
    expect(leaks(y, [honest, reason], 'binary')[0].details).toMatchObject({
      evidence: 'aftermath',
      usual: 'missing',
      score: 1,
    });
  });

  it('finds ids and texts that only rows with the outcome have', () => {
    const frequent = classes((i) => uniform[i] < 0.4);
    const claim = encodeText(
      'claim',
      'id',
      Array.from({ length: N_ROWS }, (_, i) => (uniform[i] < 0.4 ? `claim-${i}` : null)),
    );
    const [found] = leaks(frequent, [numbers('noise', (i) => normals[i]), claim], 'binary');
    expect(found.details).toMatchObject({ column: 'claim', evidence: 'nearly-equals' });
  });

  it('finds dates that are filled in after a rare outcome', () => {
    const closedAt: Column = {
      name: 'closed_at',
      kind: 'date',
      values: Float64Array.from({ length: N_ROWS }, (_, i) =>
        isRare(i) && i % 3 === 0 ? i * 86_400_000 : Number.NaN,
      ),
    };
    expect(leaks(y, [honest, closedAt], 'binary')[0].details).toMatchObject({
      evidence: 'aftermath',
      usual: 'missing',
    });
  });

  it('finds none where a filled cell makes the outcome only twice as likely', () => {
    const gain = numbers('gain', (i) => (i % 25 === 0 || (isRare(i) && i % 50 === 1) ? 1000 : 0));
    expect(leaks(y, [honest, gain], 'binary')).toEqual([]);
  });

  it('does not look at rows without a target', () => {
    const known = encodeText(
      'y',
      'boolean',
      Array.from({ length: N_ROWS }, (_, i) => (i % 2 === 0 ? null : isRare(i) ? 'yes' : 'no')),
    );
    const copy = numbers('copy', (i) => (i % 2 === 0 ? 7 : Number(isRare(i))));
    expect(leaks(known, [honest, copy], 'binary')[0]?.details).toMatchObject({ isOneToOne: true });
  });
});

describe('findLeaks of a recoded target', () => {
  const share = [0.004, 0.03, 0.4, 0.766, 0.99];
  const classOf = (i: number) => share.filter((edge) => uniform[i] >= edge).length;
  const coded = (name: string, kind: 'category' | 'boolean', code: (i: number) => string) =>
    encodeText(
      name,
      kind,
      Array.from({ length: N_ROWS }, (_, i) => code(i)),
    );
  const isWrong = (i: number) => i % 83 === 5;

  it('finds it in spite of errors, whatever rare classes suffer', () => {
    const y = coded('y', 'category', (i) => `grade ${classOf(i)}`);
    const copy = coded('copy', 'category', (i) => `K${isWrong(i) ? i % 6 : classOf(i)}`);
    const found = findLeaks(makeTable([y, copy, numbers('n', (i) => normals[i])]), {
      target: 'y',
      task: 'multiclass',
      random: seededRandom(1),
    });
    expect(found).toMatchObject([{ code: 'TARGET_LEAK', column: 'copy' }]);
  });

  it('finds it where the target is a scale of few numbers', () => {
    const y = numbers('y', (i) => 3 + classOf(i));
    const copy = coded('copy', 'category', (i) => `K${isWrong(i) ? i % 6 : classOf(i)}`);
    const found = leaks(y, [copy, numbers('n', (i) => normals[i])], 'regression');
    expect(found).toMatchObject([{ code: 'TARGET_LEAK', column: 'copy' }]);
  });

  it('finds it beside a column that tells one of the classes', () => {
    const y = classes((i) => uniform[i] < 0.28);
    const copy = coded('copy', 'category', (i) => (uniform[i] < 0.28 !== isWrong(i) ? 'a' : 'b'));
    const tip = numbers('tip', (i) => (uniform[i] < 0.33 ? 0 : 2 + (i % 400) / 100));
    expect(leaks(y, [copy, tip], 'binary').map(({ column }) => column)).toContain('copy');
  });
});
