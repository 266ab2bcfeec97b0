import { describe, expect, it } from 'vitest';
import { log, type Random, seededRandom } from '../../math/index.ts';
import { type Column, encodeText } from '../../table/index.ts';
import { chooseBinning, countColumn } from '../../windows/index.ts';
import { type Glance, glanceAt, staleTime, staleValue, valueNeedsPast } from '../index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
const START_MS = Date.parse('2026-03-02T00:00:00.000Z');

const column = (values: readonly (number | string | null)[], kind: Column['kind']): Column =>
  kind === 'number' || kind === 'date'
    ? { ...{ name: 'x', kind }, values: Float64Array.from(values, (v) => (v === null ? NaN : +v)) }
    : encodeText(
        'x',
        kind,
        values.map((value) => (value === null ? null : String(value))),
      );

/** A column in windows of an hour, beside what it was in training. */
function course(
  {
    kind = 'number',
    training,
    nWindows,
    nRows = 50,
  }: {
    readonly kind?: Column['kind'];
    readonly training: readonly (number | string | null)[];
    readonly nWindows: number;
    readonly nRows?: number;
  },
  draw: (hour: number) => number | string | null,
) {
  const trained = column(training, kind);
  const binning = chooseBinning(trained);
  const reference = { binning, window: countColumn(binning, trained) };
  const glances = Array.from({ length: nWindows }, (_, hour) => {
    const rows = column(
      Array.from({ length: nRows }, () => draw(hour)),
      kind,
    );
    const span = { startMs: START_MS + hour * HOUR_MS, endMs: START_MS + (hour + 1) * HOUR_MS };
    return glanceAt(span, { binning, window: countColumn(binning, rows) });
  }).filter((glance): glance is Glance => glance !== undefined);
  return { reference, glances };
}
const drawn = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

/** What the windows say, where it is no chance. */
function stale({ reference, glances }: ReturnType<typeof course>) {
  const found = staleValue(glances, reference);
  return found !== undefined && found.pValue <= 0.005 ? found : undefined;
}

const sensor = (random: Random) => Math.round(200 + 30 * random.normal()) / 10;
const plan = (random: Random) => ['basic', 'family', 'premium'][random.below(3)];

describe('staleValue', () => {
  it.each<[string, Column['kind'], (random: Random) => number | string, number | string]>([
    ['numbers', 'number', (random) => random.normal(), 0.25],
    ['numbers of bins of their own', 'number', (random) => random.below(20), 7],
    ['a number that training never had', 'number', sensor, -999],
    ['levels', 'category', plan, 'basic'],
    ['a level that training never had', 'category', plan, 'unknown'],
    ['flags', 'boolean', (random) => (random.next() < 0.5 ? 'true' : 'false'), 'true'],
    ['dates', 'date', (random) => START_MS - random.below(9000) * HOUR_MS, 0],
  ])('finds since when %s stand still, and at what', (_, kind, draw, at) => {
    const random = seededRandom(3);
    const training = drawn(2000, () => draw(random));
    const parts = { kind, training, nWindows: 60 };
    const moving = course(parts, () => draw(random));
    expect(stale(moving)).toBeUndefined();
    const stopped = course(parts, (hour) => (hour < 40 ? draw(random) : at));
    const others = training.filter((value) => value !== at).length / training.length;
    const found = stale(stopped);
    expect(found).toMatchObject({ value: at, first: 40, share: 1 });
    // The bin of a number may hold others, too.
    expect(Math.abs((found?.others ?? 0) - others)).toBeLessThan(0.011);
  });

  it('finds one that hardly anybody sends otherwise', () => {
    const random = seededRandom(4);
    const training = drawn(2000, () => plan(random));
    const found = stale(
      course({ kind: 'category', training, nWindows: 30, nRows: 200 }, (hour) =>
        hour < 20 || random.below(400) === 0 ? plan(random) : 'family',
      ),
    );
    expect(found).toMatchObject({ value: 'family', first: 20 });
    expect(found?.share).toBeGreaterThan(0.99);
    expect(found?.share).toBeLessThan(1);
  });

  it('never calls a column stale that training had one value of', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed);
      const kind = (['number', 'date', 'category', 'boolean'] as const)[seed % 4];
      const training = drawn(1 + random.below(500), () => (random.next() < 0.3 ? null : 1));
      const at = random.below(30);
      const parts = { kind, training: [1, ...training], nWindows: 30, nRows: 20 };
      const { reference, glances } = course(parts, (hour) =>
        hour < at ? random.below(5) : 1 + (seed % 3),
      );
      expect(staleValue(glances, reference)).toBeUndefined();
      expect(staleTime(glances, reference.window)).toBeUndefined();
    }
  });

  it('claims nothing of columns that go on, whichever they are', () => {
    const draws: readonly ((random: Random) => number | string)[] = [
      (random) => (random.next() < 0.95 ? 'usual' : plan(random)),
      (random) => (random.next() < 0.85 ? 0 : random.below(50)),
      (random) => (random.next() < 0.8 ? 0 : random.normal()),
      (random) => (random.next() < 0.7 ? 'true' : 'false'),
      sensor,
    ];
    let nFound = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = seededRandom(seed);
      const draw = draws[seed % draws.length];
      const kind = typeof draw(seededRandom(1)) === 'number' ? 'number' : 'category';
      const training = drawn(400, () => draw(random));
      const parts = { kind, training, nWindows: 40, nRows: 1 + random.below(6) } as const;
      if (stale(course(parts, () => draw(random))) !== undefined) nFound++;
    }
    expect(nFound).toBe(0);
  });

  it('does not take one caller for a stopped feed', () => {
    const random = seededRandom(5);
    const training = drawn(2000, () => plan(random));
    const parts = { kind: 'category', training, nWindows: 40 } as const;
    expect(stale(course(parts, (hour) => (hour < 38 ? plan(random) : 'basic')))).toBeUndefined();
    // Each hour has one store, so that an hour says as little as a row.
    const ofHour = drawn(40, () => random.below(9));
    const stores = drawn(2000, () => random.below(9));
    expect(
      stale(course({ training: stores, nWindows: 40 }, (hour) => ofHour[hour])),
    ).toBeUndefined();
  });

  it('waits longer for what stands still by nature', () => {
    const random = seededRandom(6);
    const prices = drawn(60, () => 100 + random.below(900));
    const training = drawn(3000, () => prices[random.below(60)]);
    const price = (hour: number) => {
      const day = Math.floor(hour / 24);
      // At weekends that of Friday.
      return prices[day % 7 >= 5 ? day - (day % 7) + 4 : day];
    };
    const parts = { training, nWindows: 14 * 24, nRows: 3 };
    expect(stale(course(parts, price))).toBeUndefined();
    const long = { ...parts, nWindows: 25 * 24 };
    expect(stale(course(long, (hour) => price(Math.min(hour, 15 * 24))))).toMatchObject({
      ...{ first: 15 * 24, value: prices[15] },
    });
  });

  it('asks for older windows where those that there are do not say what is usual', () => {
    const weekday = (hour: number) => ([5, 6].includes(Math.floor(hour / 24) % 7) ? 0 : 1);
    const training = Array.from({ length: 700 }, (_, day) => weekday(24 * day));
    const stopped = course({ training, nWindows: 6 * 7 * 24, nRows: 2 }, (hour) =>
      hour < 4 * 7 * 24 ? weekday(hour) : 0,
    );
    const { reference, glances } = stopped;
    const week = glances.slice(-9 * 24);
    expect(valueNeedsPast(week, reference)).toBe(true);
    const month = glances.slice(-17 * 24);
    expect([staleValue(month, reference), valueNeedsPast(month, reference)]).toEqual([
      undefined,
      true,
    ]);
    expect(valueNeedsPast(glances, reference)).toBe(false);
    expect(stale(stopped)).toMatchObject({ value: 0, first: 4 * 7 * 24 - 48 });
  });

  it.each<[string, Column['kind'], (at: Date) => number | string]>([
    ['the month', 'number', (at) => at.getUTCMonth() + 1],
    ['the year', 'number', (at) => at.getUTCFullYear()],
    ['the quarter', 'number', (at) => Math.floor(at.getUTCMonth() / 3) + 1],
    ['the weekday', 'category', (at) => at.toLocaleDateString('en-US', { weekday: 'short' })],
    [
      'the name of the month',
      'category',
      (at) => at.toLocaleDateString('en-US', { month: 'long' }),
    ],
  ])('lets %s stand still until it is over', (_, kind, say) => {
    const training = Array.from({ length: 2000 }, (__, i) =>
      say(new Date(START_MS - i * 16 * HOUR_MS)),
    );
    const moving = course({ kind, training, nWindows: 20 }, (hour) =>
      say(new Date(START_MS + hour * HOUR_MS)),
    );
    expect(stale(moving)).toBeUndefined();
    const other = training.find((value) => value !== training[0]) ?? expect.unreachable();
    expect(stale(course({ kind, training, nWindows: 20 }, () => other))).toMatchObject({
      first: 0,
    });
  });

  it('knows nothing of texts, of which lengths alone are counted', () => {
    const training = [...drawn(250, () => 'some words'), ...drawn(250, () => 'and many others')];
    const parts = { kind: 'text', training, nWindows: 20 } as const;
    expect(stale(course(parts, () => 'one word'))).toBeUndefined();
  });
});

describe('staleTime', () => {
  const exponential = (random: Random, mean: number) => -mean * log(1 - random.next());
  const training = (random: Random) =>
    drawn(2000, () => START_MS - exponential(random, 60 * DAY_MS));
  const now = (hour: number) => START_MS + (hour + 1) * HOUR_MS;
  const ask = ({ reference, glances }: ReturnType<typeof course>) =>
    staleTime(glances, reference.window);

  it('finds since when nothing newer comes', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(seed);
      const parts = { kind: 'date', training: training(random), nWindows: 120 } as const;
      const at = (hour: number) => now(hour) - exponential(random, 20 * HOUR_MS);
      expect(ask(course(parts, at))).toBeUndefined();
      let newest = 0;
      const stopped = course(parts, (hour) => {
        if (hour < 60) {
          const value = at(hour);
          newest = Math.max(newest, value);
          return value;
        }
        return newest - exponential(random, 20 * HOUR_MS);
      });
      const found = ask(stopped) ?? expect.unreachable();
      expect(found).toMatchObject({ standsStill: true, newest });
      expect(found.first).toBeLessThanOrEqual(60);
      expect(found.first).toBeGreaterThan(54);
      expect(found.lagMs).toBeGreaterThan(59 * HOUR_MS);
      expect(found.usualLagMs).toBeLessThan(60 * HOUR_MS);
    }
  });

  it('finds one that goes on, days behind', () => {
    const random = seededRandom(2);
    const parts = { kind: 'date', training: training(random), nWindows: 200 } as const;
    const found = ask(
      course(
        parts,
        (hour) => now(hour) - exponential(random, HOUR_MS) - (hour < 50 ? 0 : 5 * DAY_MS),
      ),
    );
    expect(found).toMatchObject({ standsStill: false, first: 50 });
    expect(found?.lagMs).toBeGreaterThan(5 * DAY_MS - 1);
  });

  it('lets a table be of the night before', () => {
    const random = seededRandom(3);
    const parts = { kind: 'date', training: training(random), nWindows: 9 * 24 } as const;
    const midnight = (hour: number) => START_MS + Math.floor(hour / 24) * DAY_MS;
    expect(ask(course(parts, midnight))).toBeUndefined();
    const stopped = course(parts, (hour) => midnight(Math.min(hour, 4 * 24)));
    expect(ask(stopped)).toMatchObject({ standsStill: true, newest: START_MS + 4 * DAY_MS });
  });

  it('is not asked of dates of birth, nor of delivery', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = seededRandom(seed);
      const born = () => START_MS - (18 + 60 * random.next()) * 365 * DAY_MS;
      const due = (hour: number) => now(hour) + (2 + random.below(9)) * DAY_MS;
      const parts = { kind: 'date', nWindows: 60, nRows: 4 } as const;
      expect(ask(course({ ...parts, training: drawn(500, born) }, born))).toBeUndefined();
      expect(
        ask(course({ ...parts, training: drawn(500, () => due(-random.below(999))) }, due)),
      ).toBeUndefined();
    }
  });
});
