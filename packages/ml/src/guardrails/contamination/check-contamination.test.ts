import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type Column, encodeText, makeTable, type Table } from '../../table/index.ts';
import { type ContaminationOptions, checkContamination } from './index.ts';

const random = seededRandom(3);
interface Row {
  readonly x: number;
  readonly z: number;
  readonly w: number;
  readonly city: string;
  readonly y: string;
}
const rows = (n: number): Row[] =>
  Array.from({ length: n }, () => ({
    x: 50 + 10 * random.normal(),
    z: random.normal(),
    w: 1000 * random.next(),
    city: `city ${random.below(6)}`,
    y: random.next() < 0.5 ? 'yes' : 'no',
  }));
const numbers = (name: string, values: readonly number[]): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const table = (all: readonly Row[], more: readonly Column[] = []): Table =>
  makeTable([
    numbers(
      'x',
      all.map(({ x }) => x),
    ),
    numbers(
      'z',
      all.map(({ z }) => z),
    ),
    numbers(
      'w',
      all.map(({ w }) => w),
    ),
    encodeText(
      'city',
      'category',
      all.map(({ city }) => city),
    ),
    encodeText(
      'y',
      'boolean',
      all.map(({ y }) => y),
    ),
    ...more,
  ]);
const check = (train: Table, test: Table, options: Partial<ContaminationOptions> = {}) =>
  checkContamination(train, test, { target: 'y', random: seededRandom(1), ...options });
const [train, test] = [rows(800), rows(200)];
const codes = (found: ReturnType<typeof check>) => found.map(({ code }) => code);

describe('checkContamination', () => {
  it('finds nothing in parts that share nothing', () => {
    expect(check(table(train), table(test))).toEqual([]);
  });

  it('finds copies, also with another answer, another number and other codes', () => {
    const copied = train
      .slice(0, 8)
      .map((row, i) => (i < 2 ? { ...row, y: row.y === 'yes' ? 'no' : 'yes' } : row));
    const mixed = [...copied, ...test];
    const ids = (n: number, from: number) =>
      encodeText(
        'id',
        'id',
        Array.from({ length: n }, (_, i) => `r${from + i}`),
      );
    const [found, ...others] = check(table(train, [ids(800, 0)]), table(mixed, [ids(208, 9000)]));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'SPLIT_DUPLICATES',
      severity: 'warning',
      message:
        '8 of 208 test rows (3.85 %) occur among the training rows; 2 of them have another "y" there.',
      details: {
        nCopies: 8,
        nConflicting: 2,
        rows: [{ testRow: 0, trainRow: 0 }, { testRow: 1, trainRow: 1 }, {}, {}, {}],
      },
    });
  });

  it('puts equal rows of few common values down to chance', () => {
    const coarse = (n: number) =>
      makeTable([
        encodeText(
          'a',
          'category',
          Array.from({ length: n }, () => `a${random.below(4)}`),
        ),
        encodeText(
          'b',
          'category',
          Array.from({ length: n }, () => `b${random.below(4)}`),
        ),
        encodeText(
          'y',
          'category',
          Array.from({ length: n }, () => `y${random.below(2)}`),
        ),
      ]);
    expect(check(coarse(400), coarse(100))).toEqual([]);
  });

  it('finds rows that differ by a little in every number', () => {
    const near = train
      .slice(0, 20)
      .map((row) => ({ ...row, x: row.x * 1.004, w: row.w * 0.996, z: row.z + 0.005 }));
    const [found] = check(table(train), table([...near, ...test]));
    expect(found).toMatchObject({ code: 'SPLIT_NEAR_DUPLICATES', details: { evidence: 'near' } });
    expect(found.details.nCopies).toBeGreaterThanOrEqual(18);
  });

  it('finds texts that differ by a few letters', () => {
    const words = Array.from({ length: 400 }, (_, i) =>
      `w${(i * 7919) % 4000}`.replace(/\d/g, (d) => 'abcdefghij'[Number(d)]),
    );
    const sentence = () => Array.from({ length: 14 }, () => words[random.below(400)]).join(' ');
    const said = train.map(sentence);
    const echoes = [
      ...said.slice(0, 10).map((text) => `${text.toUpperCase()}!!`),
      ...test.slice(10).map(sentence),
    ];
    const text = (all: readonly string[]) => encodeText('review', 'text', all);
    const [found] = check(table(train, [text(said)]), table(test, [text(echoes)]));
    expect(found).toMatchObject({
      code: 'SPLIT_NEAR_DUPLICATES',
      column: 'review',
      details: { nCopies: 10 },
    });
  });

  it('finds groups on both sides whose rows resemble each other, and no others', () => {
    const owner = (n: number) => Array.from({ length: n }, () => random.below(100));
    const [of, ofTest] = [owner(800), owner(200)];
    const id = (all: readonly number[]) =>
      encodeText(
        'customer_id',
        'category',
        all.map((c) => `c${c}`),
      );
    const age = (all: readonly number[]) =>
      numbers(
        'age',
        all.map((c) => 20 + ((c * 37) % 50)),
      );
    const alike = check(table(train, [id(of), age(of)]), table(test, [id(ofTest), age(ofTest)]));
    expect(codes(alike)).toEqual(['SPLIT_GROUPS']);
    expect(alike[0].hint).toBe(
      'Split by group: `split: {kind: group, column: customer_id}` in kaizen.yaml.',
    );
    expect(check(table(train, [id(of)]), table(test, [id(ofTest)]))).toEqual([]);
    const bySplit = check(table(train, [id(of), age(of)]), table(test, [id(ofTest), age(ofTest)]), {
      split: 'group',
    });
    expect(bySplit).toEqual([]);
  });

  it('finds test rows that are older than training rows, and says whether time is felt', () => {
    const day = (n: number, from: number): Column => ({
      name: 'day',
      kind: 'date',
      values: Float64Array.from({ length: n }, (_, i) => 1e12 + (from + i) * 86_400_000),
    });
    const [found] = check(table(train, [day(800, 0)]), table(test, [day(200, 0)]));
    expect(found).toMatchObject({
      code: 'SPLIT_TIME_OVERLAP',
      severity: 'info',
      details: { share: 1 },
    });
    expect(check(table(train, [day(800, 0)]), table(test, [day(200, 800)]))).toEqual([]);
  });
});

describe('columns that were prepared', () => {
  const all = [...train, ...test].map(({ x }) => x);
  const standard = (fitted: readonly number[]) => {
    const mean = fitted.reduce((sum, x) => sum + x, 0) / fitted.length;
    const sd = Math.sqrt(fitted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / fitted.length);
    return all.map((x) => (x - mean) / sd);
  };
  const parts = (values: readonly number[]) =>
    check(
      table(train, [numbers('p', values.slice(0, 800))]),
      table(test, [numbers('p', values.slice(800))]),
    );

  it('over both parts are named, over the training part are not', () => {
    expect(parts(standard(all))).toMatchObject([
      { code: 'LEAK_PREPARED', details: { evidence: 'standardized', columns: ['p'] } },
    ]);
    expect(parts(standard(all.slice(0, 800)))).toEqual([]);
  });

  it('by filling gaps with a mean', () => {
    const isGap = (i: number) => i % 9 === 4;
    const filled = (fitted: readonly number[]) => {
      const known = fitted.filter((_, i) => !isGap(i));
      const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
      return all.map((x, i) => (isGap(i) ? mean : x));
    };
    expect(parts(filled(all))).toMatchObject([{ details: { evidence: 'imputed' } }]);
    expect(parts(filled(all.slice(0, 800)))).toEqual([]);
  });

  it('by ranking', () => {
    const ranked = all.map((x) => all.filter((other) => other < x).length / all.length);
    expect(parts(ranked)).toMatchObject([{ details: { evidence: 'ranked' } }]);
    const isTrain = (i: number) => i % 5 !== 2;
    const numbered = all.map((_, i) => i);
    const apart = [...numbered.filter(isTrain), ...numbered.filter((i) => !isTrain(i))];
    expect(parts(apart)).toEqual([]);
    expect(parts(all.map((_, i) => (i * 7) % all.length))).toEqual([]);
  });

  it('by scaling to 0 and 1, where a test row holds an end of two columns', () => {
    const scaled = (values: readonly number[], fitted: readonly number[]) => {
      const [low, high] = [Math.min(...fitted), Math.max(...fitted)];
      return values.map((x) => (x - low) / (high - low));
    };
    const raw = [0, 1].map((c) => all.map((_, i) => (i === 900 + c ? 9 : random.normal())));
    const found = (fitted: (values: readonly number[]) => readonly number[]) => {
      const columns = raw.map((values) => scaled(values, fitted(values)));
      const part = (from: number, to: number) =>
        columns.map((values, c) => numbers(`s${c}`, values.slice(from, to)));
      return check(table(train, part(0, 800)), table(test, part(800, 1000)));
    };
    expect(found((values) => values)).toMatchObject([
      { code: 'LEAK_PREPARED', details: { evidence: 'scaled', columns: ['s0', 's1'] } },
    ]);
    expect(found((values) => values.slice(0, 800))).toEqual([]);
  });

  it('by a rotation to principal components', () => {
    const other = all.map((x) => 0.6 * x + random.normal());
    const found = (nFitted: number) => {
      const centre = (values: readonly number[]) => {
        const mean = values.slice(0, nFitted).reduce((sum, x) => sum + x, 0) / nFitted;
        return values.map((x) => x - mean);
      };
      const [a, b] = [centre(all), centre(other)];
      const over = (value: (i: number) => number) =>
        Array.from({ length: nFitted }, (_, i) => value(i)).reduce((sum, x) => sum + x, 0);
      const angle =
        Math.atan2(
          2 * over((i) => a[i] * b[i]),
          over((i) => a[i] ** 2 - b[i] ** 2),
        ) / 2;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const columns = [
        a.map((x, i) => cos * x + sin * b[i]),
        a.map((x, i) => cos * b[i] - sin * x),
      ];
      const part = (from: number, to: number) =>
        columns.map((values, c) => numbers(`pc${c}`, values.slice(from, to)));
      return check(table(train, part(0, 800)), table(test, part(800, 1000)));
    };
    expect(found(1000)).toMatchObject([
      { code: 'LEAK_PREPARED', details: { evidence: 'rotated', columns: ['pc0', 'pc1'] } },
    ]);
    expect(found(800)).toEqual([]);
  });
});
