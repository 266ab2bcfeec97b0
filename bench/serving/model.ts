import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp } from '../../packages/platform/src/app.ts';
import { sharedData } from '../../test/shared-data.ts';

/** The model that all servers answer with. */
export interface Model {
  /** Where it lies in the forms of the peers, with rows and answers. */
  readonly folder: string;
  /** A home in which it is called `adult`. */
  readonly home: string;
  /** What `kaizen serve` answers to its first row. */
  readonly answer: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Trains the model where it is not there yet, and registers it in a home of its own. */
export async function openModel(): Promise<Model> {
  const folder = join(tmpdir(), 'kaizen-serving-bench');
  const home = join(folder, 'home');
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, 'versions.json'))) {
    const python = join(process.env.KAIZEN_SERVING_PEERS ?? '', 'mlflow', 'bin', 'python');
    const script = fileURLToPath(new URL('../peers/serving/train.py', import.meta.url));
    const csv = sharedData('adult/adult-train.csv');
    if (csv === undefined) throw new Error('adult/adult-train.csv is not beside the project');
    const said = execFileSync(python, [script, csv, folder], { encoding: 'utf8' });
    await writeFile(join(folder, 'versions.json'), said.trim().split('\n').at(-1) ?? '{}');
  }
  const app = await openApp({ home });
  try {
    const { items } = await app.handlers.models.list({ limit: 1 });
    const path = join(folder, 'model.txt');
    if (items.length === 0) await app.handlers.models.import({ path, name: 'adult' });
    const rows = JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8'));
    const answered = await app.handlers.models.predict({ name: 'adult', rows: rows.slice(0, 1) });
    const versions = JSON.parse(await readFile(join(folder, 'versions.json'), 'utf8'));
    return { folder, home, answer: JSON.stringify(answered), versions };
  } finally {
    await app.close();
  }
}
