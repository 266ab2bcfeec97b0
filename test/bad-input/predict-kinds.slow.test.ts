import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCsv } from '../../packages/platform/src/datasets/index.ts';
import { predictFile } from '../../packages/platform/src/models/predict-file.ts';

let folder: string;
let app: App;

const LEVELS = ['1.0', '2.0', '3.0', 'A4'];
const KEYS = ['12345678901234567', '12345678901234568', '1e3', 'K9', 'NA'];
const HEADER = 'level,size,key';
const trained = (i: number) =>
  `${LEVELS[i % 4]},${(i % 17) + 0.5},${KEYS[i % 5]},${(i % 4 === 0) !== (i % 5 === 2) ? 'yes' : 'no'}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-kinds-'));
  const rows = Array.from({ length: 300 }, (_, i) => trained(i));
  writeFileSync(join(folder, 'train.csv'), `${HEADER},bought\n${rows.join('\n')}\n`);
  app = await openApp({ home: join(folder, 'home') });
  const project = {
    name: 'levels',
    data: 'train.csv',
    target: 'bought',
    search: { trials: 1 },
    gate: { betterThanBaseline: false },
    guardrails: { keep: ['level', 'key'] },
  };
  await runProject(app, project, { folder });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** The answers of a file, one line each. */
async function answersOf(text: string, name = 'rows.csv'): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { answers } = await predictFile(
    { openApp: async () => app },
    { model: 'levels', path, out: undefined },
  );
  return toCsv(answers).trim().split('\n').slice(1);
}
const csv = (rows: readonly string[]) => `${HEADER}\n${rows.join('\n')}\n`;

describe('kaizen predict, whatever else stands in the file', () => {
  const looksNumeric = Array.from({ length: 40 }, (_, i) => `${LEVELS[i % 2]},2.5,1e3`);

  it('answers levels that look like numbers as it answers them beside one that does not', async () => {
    const alone = await answersOf(csv(looksNumeric));
    expect(await answersOf(csv([...looksNumeric, 'A4,2.5,K9']))).toEqual([
      ...alone,
      ...(await answersOf(csv(['A4,2.5,K9']))),
    ]);
    expect(new Set(alone).size).toBe(2);
  });

  it('answers the same rows alike as JSON lines and as ARFF', async () => {
    const alone = await answersOf(csv(looksNumeric));
    const jsonl = looksNumeric.map((row) => {
      const [level, size, key] = row.split(',');
      return JSON.stringify({ level, size: Number(size), key });
    });
    expect(await answersOf(`${jsonl.join('\n')}\n`, 'rows.jsonl')).toEqual(alone);
    for (const type of ['string', 'numeric', '{1.0, 2.0}']) {
      const arff = `@relation r\n@attribute level ${type}\n@attribute size numeric\n@attribute key string\n@data\n${looksNumeric.join('\n')}\n`;
      expect(await answersOf(arff, 'rows.arff')).toEqual(alone);
    }
  });

  it('answers a file as it answers each of its rows', async () => {
    const row = fc
      .tuple(
        fc.constantFrom(...LEVELS, 'NA', '', '7', 'true'),
        fc.constantFrom('0.5', '3', '007', '-1e2', '', 'NA'),
        fc.constantFrom(...KEYS, '', '?', '2024-01-31'),
      )
      .map((cells) => cells.join(','))
      .filter((text) => text !== ',,');
    const alone = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        for (const one of rows)
          if (!alone.has(one)) alone.set(one, (await answersOf(csv([one])))[0] ?? '');
        expect(await answersOf(csv(rows))).toEqual(rows.map((one) => alone.get(one)));
      }),
      { seed: 1, numRuns: 8 },
    );
  });

  it('tells a number that cannot be read, with its value', async () => {
    await expect(answersOf(csv(['A4,large,K9', '1.0,2.5,1e3']))).rejects.toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message: 'The table does not fit the model: Column "size" must be a number, got "large".',
      details: { issues: [{ column: 'size', problem: 'type' }] },
    });
  });
});
