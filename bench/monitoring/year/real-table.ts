import { readFile } from 'node:fs/promises';
import type { Row } from '@kaizenml/contracts';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { sharedData } from '../../../test/shared-data.ts';

/** A row as it is asked, and what turns out to be true of it. */
export interface LabelledRow {
  readonly row: Row;
  readonly label: string;
}

/** A real table: what a model learns from, and what it is asked later. */
export interface RealTable {
  /** Of the endpoint. */
  readonly name: string;
  readonly target: string;
  /** It is trained for. */
  readonly metric: string;
  /** How bad an answer is: 1 of a wrong class, of a number its error as a share of the mean. */
  readonly lossOf: (answer: unknown, label: string) => number;
  readonly learned: readonly LabelledRow[];
  readonly asked: readonly LabelledRow[];
}

const ADULT_COLUMNS =
  'age workclass fnlwgt education education-num marital-status occupation relationship race sex capital-gain capital-loss hours-per-week native-country income'.split(
    ' ',
  );

/** Who earns more than 50 000 dollars: 8 000 people to learn from, 40 000 others who are asked about. */
export async function readAdult(seed: number): Promise<RealTable> {
  const parts = await Promise.all(
    ['adult/adult-train.csv', 'adult/adult-test.csv'].map(async (file) => {
      const text = await readText(file);
      return text
        .split('\n')
        .map((line) => line.replace(/\.\s*$/, '').split(', '))
        .filter((cells) => cells.length === ADULT_COLUMNS.length);
    }),
  );
  const rows = parts.flat().map((cells) => toRow(ADULT_COLUMNS, cells, { missing: '?' }));
  return cut({ seed, name: 'income', target: 'income', rows, nLearned: 8000, without: ['fnlwgt'] });
}

/** Which trips end with a tip above a fifth of the fare: 6 000 trips to learn from, 9 000 others. */
export async function readTaxi(seed: number): Promise<RealTable> {
  const [header = '', ...lines] = (await readText('chicago_taxi/big_tipper_label_data.csv'))
    .trimEnd()
    .split(/\r?\n/);
  const names = header.split(',');
  const rows = lines
    .map((line) => line.split(','))
    .filter((cells) => cells.length === names.length)
    .map((cells) => toRow(names, cells, { missing: '', texts: ['big_tipper'] }));
  const without = ['tips', 'trip_start_timestamp', 'pickup_census_tract', 'dropoff_census_tract'];
  return cut({ seed, name: 'tips', target: 'big_tipper', rows, nLearned: 6000, without });
}

/** How many bicycles are rented in an hour: 8 000 hours of two years to learn from, 9 000 others. */
export async function readBikes(seed: number): Promise<RealTable> {
  const lines = (await readText('bike_sharing/hour.csv')).trimEnd().split(/\r?\n/);
  const [names = [], ...cells] = lines.map((line) => line.split(','));
  const rows = cells.map((each) => toRow(names, each, { missing: '', texts: ['dteday'] }));
  const without = ['instant', 'dteday', 'casual', 'registered', 'atemp'];
  const table = cut({ seed, name: 'bikes', target: 'cnt', rows, nLearned: 8000, without });
  const sum = table.learned.reduce((total, { label }) => total + Number(label), 0);
  const mean = sum / table.learned.length;
  const lossOf = (answer: unknown, label: string) =>
    Math.abs(Number(answer) - Number(label)) / mean;
  return { ...table, metric: 'mae', lossOf };
}

/** Rows as a CSV file for the product to learn from. */
export function toCsv({ learned, target }: RealTable): string {
  const names = Object.keys(learned[0]?.row ?? {});
  const quote = (value: unknown) => (value === null ? '' : `"${String(value)}"`);
  const lines = learned.map(({ row, label }) =>
    [...names.map((name) => row[name]), label].map(quote).join(','),
  );
  return `${[...names, target].join(',')}\n${lines.join('\n')}\n`;
}

async function readText(file: string): Promise<string> {
  const path = sharedData(file);
  if (path === undefined) throw new Error(`The year needs "${file}" in KAIZEN_DATA_DIR.`);
  return await readFile(path, 'utf8');
}

function toRow(
  names: readonly string[],
  cells: readonly string[],
  { missing, texts = [] }: { readonly missing: string; readonly texts?: readonly string[] },
): Row {
  return Object.fromEntries(
    names.map((name, i) => {
      const cell = cells[i] ?? missing;
      if (cell === missing) return [name, null];
      const value = Number(cell);
      return [name, Number.isNaN(value) || texts.includes(name) ? cell : value];
    }),
  );
}

function cut({
  seed,
  name,
  target,
  rows,
  nLearned,
  without,
}: {
  /** Which rows are learned is chance. */
  readonly seed: number;
  readonly name: string;
  readonly target: string;
  readonly rows: readonly Row[];
  readonly nLearned: number;
  readonly without: readonly string[];
}): RealTable {
  const left = new Set([...without, target]);
  const labelled = shuffled(rows, seededRandom(1 + seed)).map((row) => ({
    row: Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column))),
    label: String(row[target]),
  }));
  const [learned, asked] = [labelled.slice(0, nLearned), labelled.slice(nLearned)];
  const lossOf = (answer: unknown, label: string) => Number(String(answer) !== label);
  return { name, target, metric: 'accuracy', lossOf, learned, asked };
}

/** A copy in an order of chance. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
