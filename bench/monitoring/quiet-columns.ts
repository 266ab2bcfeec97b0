import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AlarmState, countWindow, startRule } from '@kaizenml/ml/alarms';
import { emptyLord, type LordState, stepLord } from '@kaizenml/ml/drift';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText, takeColumnRows } from '@kaizenml/ml/table';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { readTable } from '../../packages/platform/src/datasets/index.ts';
import { compareWindows } from '../../packages/platform/src/monitors/file/index.ts';

/**
 * How many columns are falsely called drifted where nothing drifts?
 *
 * 1000 columns of several laws, and of real tables whose rows are drawn again, are compared with their reference in 50 windows, the
 * recommended way, as `kaizen monitors compare` does: values and missing values of all columns together. Told per window and over time, at two rates; by significance alone, and
 * with the least effect that counts by default; without and with the rule "2 of 3 windows".
 *
 * `node --conditions=source bench/monitoring/quiet-columns.ts [--columns 1000] [--windows 50] [--rows 500] [--reference 10000]`
 */
const { values: given } = parseArgs({
  options: {
    columns: { type: 'string', default: '1000' },
    windows: { type: 'string', default: '50' },
    rows: { type: 'string', default: '500' },
    reference: { type: 'string', default: '10000' },
  },
});
const [nColumns, nWindows] = [Number(given.columns), Number(given.windows)];
const [nRows, nReference] = [Number(given.rows), Number(given.reference)];
const shared =
  process.env.KAIZEN_DATA_DIR ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** A column that never changes: any number of its rows. */
interface QuietColumn {
  readonly family: string;
  readonly draw: (n: number, random: Random) => Column;
}

const numbers = (family: string, draw: (random: Random) => number): QuietColumn => ({
  family,
  draw: (n, random) => ({
    name: 'x',
    kind: 'number',
    values: Float64Array.from({ length: n }, () => draw(random)),
  }),
});
const levels = (family: string, draw: (random: Random) => string | null): QuietColumn => ({
  family,
  draw: (n, random) =>
    encodeText(
      'x',
      'category',
      Array.from({ length: n }, () => draw(random)),
    ),
});

const LAWS: readonly QuietColumn[] = [
  numbers('normal', (random) => random.normal()),
  numbers('lognormal', (random) => Math.exp(2 * random.normal())),
  numbers('whole numbers', (random) => Math.floor(-4 * Math.log(1 - random.next()))),
  levels('300 levels', (random) => `level ${Math.floor(300 * random.next() ** 3)}`),
  levels('2 levels', (random) => (random.next() < 0.03 ? 'yes' : 'no')),
  numbers('20 % missing', (random) => (random.next() < 0.2 ? Number.NaN : random.normal())),
  levels('5 % missing', (random) =>
    random.next() < 0.05 ? null : `level ${Math.floor(12 * random.next() ** 2)}`,
  ),
];

const TABLES = [
  'adult/adult-train.csv',
  'bike_sharing/hour.csv',
  'california_housing/housing.csv',
  'german_credit/german.csv',
  'chicago_taxi/simple_data.csv',
  'wine_quality/wine-quality.csv',
];

/** Columns of real tables: rows of them are drawn with putting back. */
async function realColumns(): Promise<readonly QuietColumn[]> {
  const found: QuietColumn[] = [];
  for (const name of TABLES) {
    const path = `${shared}/${name}`;
    if (!existsSync(path)) continue;
    const { table } = await readTable(path);
    for (const column of table.columns)
      found.push({
        family: name.split('/')[0] ?? name,
        draw: (n, random) =>
          takeColumnRows(
            column,
            Int32Array.from({ length: n }, () => random.below(table.nRows)),
          ),
      });
  }
  return found;
}

/** What became of columns at one rate. */
interface Tally {
  readonly rate: number;
  readonly leastEffect: number;
  readonly ever: Set<number>;
  readonly raised: Set<number>;
  readonly rules: readonly AlarmState[];
  lord: LordState;
  nCalled: number;
  nClaimed: number;
  mostInWindow: number;
  nWindowsWithAny: number;
}

function tallyOf(rate: number, leastEffect: number): Tally {
  return {
    ...{ rate, leastEffect, ever: new Set<number>(), raised: new Set<number>() },
    rules: Array.from({ length: nColumns }, () => startRule({ raiseAfter: 2, outOf: 3 })),
    ...{ lord: emptyLord(rate), nCalled: 0, nClaimed: 0, mostInWindow: 0, nWindowsWithAny: 0 },
  };
}

function run(title: string, kinds: readonly QuietColumn[], seed: number): void {
  if (kinds.length === 0) {
    console.log(`${title}: the tables are not there`);
    return;
  }
  const began = performance.now();
  const random = seededRandom(seed);
  const columns = Array.from(
    { length: nColumns },
    (_, c) => kinds[c % kinds.length] as QuietColumn,
  );
  const references = columns.map(({ draw }) => {
    const column = draw(nReference, random);
    const binning = chooseBinning(column);
    return { binning, reference: countColumn(binning, column) };
  });
  const tallies = [0.05, 0.01].flatMap((rate) => [tallyOf(rate, 0), tallyOf(rate, 0.1)]);
  let nByChance = 0;
  for (let window = 0; window < nWindows; window++) {
    const pairs = references.map(({ binning, reference }, c) => {
      const column = (columns[c] as QuietColumn).draw(nRows, random);
      return { binning, reference, current: countColumn(binning, column) };
    });
    // Adjusted p-values do not depend on the rate: columns are compared once and judged at every rate.
    const compared = compareWindows(pairs, { by: 'recommended', rate: 0.05, leastEffect: 0 });
    const found = compared.map(({ values, missing }) =>
      missing === null ? [values] : [values, missing],
    );
    nByChance += compared.filter(({ values }) => (values.finding.pValue ?? 1) <= 0.05).length;
    const least = Math.min(1, ...found.flat().map(({ adjustedPValue }) => adjustedPValue ?? 1));
    for (const tally of tallies) {
      const called = found.flatMap((one, c) =>
        one.some(
          ({ adjustedPValue, finding: { effect } }) =>
            (adjustedPValue ?? 1) <= tally.rate && effect >= tally.leastEffect,
        )
          ? [c]
          : [],
      );
      const step = stepLord(tally.lord, least);
      tally.lord = step.state;
      if (step.isDiscovery) tally.nClaimed += called.length;
      tally.nCalled += called.length;
      tally.mostInWindow = Math.max(tally.mostInWindow, called.length);
      if (called.length > 0) tally.nWindowsWithAny++;
      for (const c of called) tally.ever.add(c);
      const isCalled = new Set(called);
      for (const [c, rule] of tally.rules.entries())
        if (countWindow(rule, isCalled.has(c)) === 'raised') tally.raised.add(c);
    }
  }
  const share = (n: number, of: number) => `${((100 * n) / of).toFixed(3)} %`;
  console.log(
    `\n${title}: ${nColumns} columns × ${nWindows} windows of ${nRows} rows against ${nReference} rows; p ≤ 0.05 by itself: ${share(nByChance, nColumns * nWindows)} of all; ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  for (const tally of tallies) {
    const { rate, leastEffect, ever, raised } = tally;
    const isHeld = ever.size / nColumns <= rate;
    console.log(
      [
        `rate ${rate}, effect ≥ ${leastEffect}`.padEnd(24),
        `per window ${share(tally.nCalled, nColumns * nWindows)}, at most ${share(tally.mostInWindow, nColumns)}`,
        `windows with any ${tally.nWindowsWithAny}`,
        `ever ${share(ever.size, nColumns)} ${isHeld ? '≤' : 'ABOVE'} ${100 * rate} %`,
        `over time by LORD++ ${tally.nClaimed}`,
        `raised by 2 of 3: ${raised.size}`,
      ].join(' | '),
    );
    if (!isHeld) process.exitCode = 1;
  }
}

run('laws', LAWS, 1);
run('real tables, rows drawn again', await realColumns(), 2);
