import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { type App, lookQuickly, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-noise-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** Columns and a target that have nothing to do with each other. */
function noise(seed: number, nRows = 500): string {
  const random = seededRandom(seed);
  const rows = Array.from(
    { length: nRows },
    () => `${random.normal()},${random.normal()},${random.normal()},${random.below(2)}`,
  );
  return `a,b,c,y\n${rows.join('\n')}\n`;
}

/** A real table whose target was dealt to the rows anew; only for tables without quoted commas. */
function permuted(path: string, target: string): string {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(','));
  const at = head.split(',').findIndex((name) => name.replaceAll('"', '') === target);
  const order = shuffledIndices(rows.length, seededRandom(7));
  return `${[head, ...rows.map((row, i) => row.with(at, rows[order[i] ?? 0]?.[at] ?? '').join(','))].join('\n')}\n`;
}

const REAL = [
  ['titanic/seaborn_titanic.csv', 'survived'],
  ['german_credit/german.csv', 'column_21'],
  ['penguins/penguins.csv', 'species'],
] as const;

describe('a target that the columns do not tell', () => {
  it('is said with its evidence, refused by the gate, and shown in the report', async () => {
    writeFileSync(join(folder, 'noise.csv'), noise(3));
    const project = { data: 'noise.csv', target: 'y', search: { trials: 2, workers: 1 } };
    const { gate, champion, findings, checks, report } = await runProject(app, project, { folder });
    expect(gate.passed).toBe(false);
    expect(gate.reasons[0]).toMatch(/"y" is (not )?predictable from these columns/);
    expect(champion.version).toBeNull();
    const found = findings.find(({ code }) => code === 'TARGET_NOT_PREDICTABLE');
    expect(found?.message).toMatch(/ROC AUC 0\.\d+ out of fold, 0\.5 without .* 19 targets/);
    expect(checks.shuffled?.shuffled).toHaveLength(19);
    expect(checks.curve?.points.length).toBeGreaterThanOrEqual(3);
    expect(readFileSync(report, 'utf8')).toContain('Whether to believe it');
  });

  it('is found in a real table whose target was shuffled', async (test) => {
    const path = sharedData('titanic/seaborn_titanic.csv');
    if (path === undefined) return test.skip('the data are not beside the project');
    writeFileSync(join(folder, 'shuffled.csv'), permuted(path, 'survived'));
    const project = {
      data: 'shuffled.csv',
      target: 'survived',
      ignore: ['alive'],
      search: { trials: 2, workers: 1 },
    };
    const { findings, checks } = await runProject(app, project, { folder });
    expect(findings.map(({ code }) => code)).toContain('TARGET_NOT_PREDICTABLE');
    expect(checks.shuffled?.isLeaking).toBe(false);
    expect(checks.byHeart?.isLearned).toBe(true);
  });
});

describe('a target that the columns tell', () => {
  it.each(REAL)('is not called noise: %s', async (file, target) => {
    const path = sharedData(file);
    if (path === undefined) return;
    const project = { data: path, target, search: { trials: 1, workers: 1 } };
    const { findings, checks, gate } = await runProject(app, project);
    const codes = findings.map(({ code }) => code);
    expect(gate.passed).toBe(true);
    expect(codes).not.toContain('TARGET_NOT_PREDICTABLE');
    expect(codes).not.toContain('SHUFFLED_TARGET_LEARNED');
    expect(codes).not.toContain('ROWS_NOT_MEMORIZED');
    expect(codes).toContain('METRIC_CHOSEN');
    expect(checks.gain?.gain.low).toBeGreaterThan(0);
  });
});

describe('a quick look', () => {
  it('says yes, foretells what more rows would give, and registers nothing', async (test) => {
    const path = sharedData('german_credit/german.csv');
    if (path === undefined) return test.skip('the data are not beside the project');
    const project = { data: path, target: 'column_21', search: { trials: 1, workers: 2 } };
    const seen = await lookQuickly(app, project);
    expect(seen.answer).toBe('yes');
    expect(seen.sentence).toMatch(/^Yes: "column_21" can be predicted\. ROC AUC 0\.7/);
    expect(seen.rows?.points.length).toBeGreaterThanOrEqual(4);
    expect(seen.gain?.low).toBeGreaterThan(0);
    expect(readFileSync(seen.report, 'utf8')).toContain('rows learned from');
    expect((await app.handlers.models.list({ limit: 10 })).items).toEqual([]);
    const again = await lookQuickly(app, project);
    expect(again.rows).toEqual(seen.rows);
    expect(again.timings.find(({ step }) => step === 'quick-look')?.status).toBe('reused');
  });

  it('does not say yes to noise', async () => {
    writeFileSync(join(folder, 'noise.csv'), noise(5));
    const project = { data: 'noise.csv', target: 'y', search: { trials: 1, workers: 1 } };
    const seen = await lookQuickly(app, project, { folder });
    expect(seen.answer).not.toBe('yes');
  });
});
