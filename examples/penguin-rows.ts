import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

interface Penguin {
  readonly Species: string;
  readonly Island: string;
  readonly 'Beak Length (mm)': number | null;
  readonly 'Flipper Length (mm)': number | null;
  readonly 'Body Mass (g)': number | null;
  readonly Sex: string | null;
}

/**
 * The Palmer penguins as JSON lines, one per animal.
 *
 * @source Gorman, Williams & Fraser (2014), PLoS ONE 9(3); as shipped by the package `vega-datasets`.
 */
export async function penguinLines(): Promise<string> {
  const manifest = findPackageJSON('vega-datasets', import.meta.url) ?? '';
  const text = await readFile(join(dirname(manifest), 'data', 'penguins.json'), 'utf8');
  const penguins = JSON.parse(text) as Penguin[];
  return penguins.map((penguin) => `${JSON.stringify(penguin)}\n`).join('');
}
