import { mkdir, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError, type Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { writeFileAtomic } from '../kit/index.ts';

const DAMAGE = 'Effect Amount of damage';

/** Columns of numbers; the others are words and days. */
const NUMBERS: ReadonlySet<string> = new Set([
  'Speed IAS in knots',
  'Cost Other',
  'Cost Repair',
  'Cost Total $',
]);
/** Strikes that a model learns from; those after them are asked about. */
const N_LEARNED = 5000;
const CELL = /("([^"]|"")*"|[^,]*)(,|$)/g;

/** A bird strike, and whether it turned out to have caused damage. */
export interface Strike {
  readonly row: Row;
  readonly damaged: 'yes' | 'no';
}

/** The bird strikes of the FAA in an order of chance. */
export interface BirdStrikes {
  /** As CSV, with the kind of damage folded into `caused_damage` (yes or no). */
  readonly learned: string;
  /** Those that no model has seen. */
  readonly later: readonly Strike[];
}

/**
 * Reads the bird strikes.
 *
 * The cost columns stay: they are known only after the damage, and the leak guardrail has to find them.
 *
 * @source Federal Aviation Administration, Wildlife Strike Database, as shipped by the package `vega-datasets`.
 */
export async function birdStrikes(): Promise<BirdStrikes> {
  const text = await readFile(datasetPath(), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const at = names.indexOf(DAMAGE);
  const kept = names.toSpliced(at, 1);
  const strikes = shuffled(lines).map((line) => {
    const cells = (line.match(CELL) ?? [])
      .slice(0, names.length)
      .map((cell) => cell.replace(/,$/, ''));
    const damaged = cells[at] === 'None' ? ('no' as const) : ('yes' as const);
    return { cells: cells.toSpliced(at, 1), damaged };
  });
  const csv = strikes
    .slice(0, N_LEARNED)
    .map(({ cells, damaged }) => [...cells, damaged].join(','));
  return {
    learned: `${[[...kept, 'caused_damage'].join(','), ...csv].join('\n')}\n`,
    later: strikes
      .slice(N_LEARNED)
      .map(({ cells, damaged }) => ({ row: toRow(kept, cells), damaged })),
  };
}

/**
 * Writes the bird strikes to learn from into a folder, whole, over what was there: an earlier demo may have been killed.
 *
 * @returns Path of the file.
 * @throws FILE_NOT_FOUND, DISK_FULL, HOME_NOT_WRITABLE
 */
export async function writeBirdStrikes(
  folder: string,
  { learned }: Pick<BirdStrikes, 'learned'>,
): Promise<string> {
  const path = join(folder, 'bird-strikes.csv');
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(path, learned);
  return path;
}

function toRow(names: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(
    names.map((name, i) => {
      const cell = (cells[i] ?? '').replace(/^"(.*)"$/, '$1').replaceAll('""', '"');
      if (cell === '') return [name, null];
      return [name, NUMBERS.has(name) ? Number(cell) : cell];
    }),
  );
}

function shuffled(lines: readonly string[]): readonly string[] {
  const random = seededRandom(1);
  const keys = lines.map((line) => [random.next(), line] as const);
  return keys.sort(([a], [b]) => a - b).map(([, line]) => line);
}

function datasetPath(): string {
  const manifest = findPackageJSON('vega-datasets', import.meta.url);
  if (manifest !== undefined) return join(dirname(manifest), 'data', 'birdstrikes.csv');
  throw new AppError('FILE_NOT_FOUND', {
    message: 'The demo needs the package "vega-datasets" for its data, got no such package.',
    hint: 'Install it with `npm install vega-datasets`, or run your own file: `kaizen run data.csv --target COL`.',
    details: { package: 'vega-datasets' },
  });
}
