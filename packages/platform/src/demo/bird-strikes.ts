import { mkdir, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { writeFileAtomic } from '../kit/index.ts';

const DAMAGE = 'Effect Amount of damage';

/**
 * The bird strikes of the FAA as CSV, with the kind of damage folded into `caused_damage` (yes or no).
 *
 * The cost columns stay: they are known only after the damage, and the leak guardrail has to find them.
 *
 * @source Federal Aviation Administration, Wildlife Strike Database, as shipped by the package `vega-datasets`.
 */
export async function birdStrikes(): Promise<string> {
  const text = await readFile(datasetPath(), 'utf8');
  const [header = '', ...rows] = text.trimEnd().split(/\r?\n/);
  const names = header.split(',');
  const at = names.indexOf(DAMAGE);
  const lines = rows.map((row) => {
    const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
    const plain = cells.slice(0, names.length).map((cell) => cell.replace(/,$/, ''));
    return [...plain.toSpliced(at, 1), plain[at] === 'None' ? 'no' : 'yes'].join(',');
  });
  return `${[[...names.toSpliced(at, 1), 'caused_damage'].join(','), ...lines].join('\n')}\n`;
}

/**
 * Writes the bird strikes into a folder, whole, over what was there: an earlier demo may have been killed.
 *
 * @returns Path of the file.
 * @throws FILE_NOT_FOUND, DISK_FULL, HOME_NOT_WRITABLE
 */
export async function writeBirdStrikes(folder: string): Promise<string> {
  const path = join(folder, 'bird-strikes.csv');
  const text = await birdStrikes();
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(path, text);
  return path;
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
