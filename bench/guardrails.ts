/**
 * CPU seconds of each guardrail on tables of mixed kinds: numbers, whole numbers, categories, dates, texts, with gaps.
 *
 * node --conditions=source bench/guardrails.ts [--rows 10000,50000] [--columns 10,50] [--task binary|regression]
 */
import { parseArgs } from 'node:util';
import {
  checkContamination,
  checkDuplicateRows,
  checkGuardrails,
  checkIdLike,
  checkPersonalData,
  checkProxies,
  checkUnitsBetween,
  findLeaks,
} from '../packages/ml/src/guardrails/index.ts';
import { checkNoisyLabels } from '../packages/ml/src/guardrails/labels/noisy-labels.ts';
import { checkMissing } from '../packages/ml/src/guardrails/values/missing-not-at-random.ts';
import { checkSentinels } from '../packages/ml/src/guardrails/values/sentinel-values.ts';
import { checkUnits } from '../packages/ml/src/guardrails/values/units-mixed.ts';
import { seededRandom } from '../packages/ml/src/math/index.ts';
import {
  type Column,
  encodeText,
  makeTable,
  type Table,
  takeRows,
} from '../packages/ml/src/table/index.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000,50000' },
    columns: { type: 'string', default: '10,50' },
    task: { type: 'string', default: 'binary' },
  },
});
const task = values.task === 'regression' ? 'regression' : 'binary';
const grid = (text: string) => text.split(',').map(Number);

for (const nRows of grid(values.rows))
  for (const nColumns of grid(values.columns)) {
    const table = mixedTable(nRows, nColumns);
    const nTest = Math.floor(nRows / 5);
    const places = Int32Array.from({ length: nRows }, (_, i) => i);
    const [test, train] = [
      takeRows(table, places.subarray(0, nTest)),
      takeRows(table, places.subarray(nTest)),
    ];
    const about = { target: 'target', task, random: seededRandom(1) } as const;
    console.log(`\n${nRows} rows x ${nColumns} columns, ${task}`);
    measure('leaks', () => findLeaks(table, about));
    measure('duplicate rows', () => checkDuplicateRows(table));
    measure('ids', () => table.columns.flatMap((column) => checkIdLike(column)));
    measure('labels', () => checkNoisyLabels(table, about));
    measure('sentinels', () => table.columns.flatMap((column) => checkSentinels(column)));
    measure('units', () => checkUnits(table));
    measure('missing', () => checkMissing(table, about));
    measure('personal data', () => checkPersonalData(table));
    measure('proxies', () => checkProxies(table, { ...about, isProtected: ['c2'] }));
    measure('units between', () => checkUnitsBetween(train, test));
    const split = measure('contamination', () =>
      checkContamination(train, test, { ...about, split: 'random' }),
    );
    const all = measure('checkGuardrails', () => checkGuardrails(table, about));
    console.log(`${'checkGuardrails and contamination'.padEnd(36)}${(all + split).toFixed(2)} s`);
  }

function measure(name: string, run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  console.log(`${name.padEnd(36)}${seconds.toFixed(2)} s`);
  return seconds;
}

/** Ten kinds of columns in turn, and a target that some of them tell. */
function mixedTable(nRows: number, nColumns: number): Table {
  const random = seededRandom(7);
  const cause = Float64Array.from({ length: nRows }, () => random.normal());
  const columns = Array.from({ length: nColumns - 1 }, (_, j) => mixedColumn(j, cause));
  const noisy = cause.map((value) => value + random.normal());
  const target: Column =
    task === 'regression'
      ? { name: 'target', kind: 'number', values: noisy }
      : encodeText(
          'target',
          'category',
          Array.from(noisy, (value) => (value > 0 ? 'yes' : 'no')),
        );
  return makeTable([...columns, target]);
}

function mixedColumn(j: number, cause: Float64Array): Column {
  const random = seededRandom(100 + j);
  const name = `c${j}`;
  const number = (value: (cause: number) => number): Column => ({
    name,
    kind: 'number',
    values: cause.map((one) => value(one)),
  });
  const text = (kind: 'category' | 'text', value: () => string): Column =>
    encodeText(name, kind, Array.from(cause, value));
  const day = Date.parse('2024-01-01');
  const kinds: readonly (() => Column)[] = [
    () => number((one) => one + 3 * random.normal()),
    () => number(() => Math.round(100 * Math.exp(random.normal()))),
    () => text('category', () => `level ${random.below(2)}`),
    () => number(() => (random.next() < 0.1 ? Number.NaN : random.next())),
    () => text('category', () => `level ${random.below(12)}`),
    () => ({ name, kind: 'date', values: cause.map(() => day + 86_400_000 * random.below(700)) }),
    () => number(() => random.below(6)),
    () => text('category', () => `code ${random.below(900)}`),
    () => number((one) => 40 + 10 * (one + 2 * random.normal())),
    () =>
      text(
        'text',
        () =>
          `order ${random.below(1e6)} of customer ${random.below(500)} with note ${random.below(90)}`,
      ),
  ];
  return (kinds[j % kinds.length] ?? kinds[0])?.() as Column;
}
