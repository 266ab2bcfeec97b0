import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';

const source = sharedData('california_housing/housing.csv');
const TARGET = 'median_house_value';
const [N_KNOWN, N_NEW] = [2000, 4000];

let folder: string;
let app: App;

describe.runIf(source !== undefined)('a model that was trained by a run', () => {
  const unseen: Record<string, string | number | null>[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kaizen-doubts-'));
    app = await openApp({ home: join(folder, 'home') });
    const [header = '', ...lines] = readFileSync(source ?? '', 'utf8')
      .trim()
      .split('\n');
    const order = shuffledIndices(lines.length, seededRandom(11));
    const drawn = Array.from(order, (i) => lines[i] ?? '');
    writeFileSync(join(folder, 'homes.csv'), [header, ...drawn.slice(0, N_KNOWN)].join('\n'));
    const names = header.trim().split(',');
    for (const line of drawn.slice(N_KNOWN, N_KNOWN + N_NEW)) {
      const cells = line.trim().split(',');
      const values = names.map((name, j) => {
        const cell = cells[j] ?? '';
        return [name, cell === '' ? null : name === 'ocean_proximity' ? cell : Number(cell)];
      });
      unseen.push(Object.fromEntries(values));
    }
    await runProject(
      app,
      { data: 'homes.csv', target: TARGET, name: 'homes', search: { trials: 4 } },
      { folder },
    );
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const predict = (rows: readonly object[], asked: object) =>
    app.handlers.models.predict({ name: 'homes', rows: rows.map((row) => ({ ...row })), ...asked });
  const inputs = () => unseen.map(({ [TARGET]: _, ...row }) => row);

  /** Share of rows that are told as unusual, in requests so small that all flags are told. */
  const shareUnusual = async (rows: readonly object[], column?: string): Promise<number> => {
    let nUnusual = 0;
    for (let from = 0; from < rows.length; from += 16) {
      const { flags = [] } = await predict(rows.slice(from, from + 16), { flags: true });
      nUnusual += flags.filter(
        ({ kind, columns }) =>
          kind === 'unusual' && (column === undefined || columns[0] === column),
      ).length;
    }
    return nUnusual / rows.length;
  };

  it('gives intervals that hold nine of ten truths of rows that it has never seen', async () => {
    const { predictions } = await predict(inputs(), { interval: 0.9 });
    const held = predictions.filter(({ interval }, i) => {
      const truth = Number(unseen[i]?.[TARGET]);
      return interval !== undefined && truth >= interval.low && truth <= interval.high;
    });
    // 1600 held-out rows and 4000 new ones are samples; the delivered model, which knows all rows, may err a little less.
    const sd = Math.sqrt(0.09 * (1 / 1600 + 1 / N_NEW));
    expect(held.length / N_NEW).toBeGreaterThan(0.9 - 4 * sd);
    expect(held.length / N_NEW).toBeLessThan(0.9 + 4 * sd + 0.02);
  });

  it('flags about a hundredth of ordinary rows, and most whose income is in another unit', async () => {
    // 800 rows calibrate, 4000 are judged: four standard deviations.
    const slack = 4 * Math.sqrt(0.01 * 0.99 * (1 / 800 + 1 / N_NEW));
    expect(await shareUnusual(inputs())).toBeLessThan(0.01 + slack);
    const shifted = inputs()
      .slice(0, 1000)
      .map((row) => ({ ...row, median_income: 10 * Number(row.median_income) }));
    expect(await shareUnusual(shifted, 'median_income')).toBeGreaterThan(0.8);
  });
});
