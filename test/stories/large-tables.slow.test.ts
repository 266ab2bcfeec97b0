import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-large-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** Rows of numbers whose first few decide on the target. */
function writeTable(nRows: number, nColumns: number, nTelling = 2): string {
  const random = seededRandom(8);
  const header = [...Array.from({ length: nColumns }, (_, j) => `x${j}`), 'y'];
  const lines = Array.from({ length: nRows }, () => {
    const cells = Array.from({ length: nColumns }, () => random.normal());
    const sum = cells.slice(0, nTelling).reduce((total, cell) => total + cell, 0);
    return [...cells.map((cell) => cell.toFixed(3)), sum > 0 ? 'yes' : 'no'].join(',');
  });
  const path = join(folder, 'table.csv');
  writeFileSync(path, `${header.join(',')}\n${lines.join('\n')}\n`);
  return path;
}

const megabytes = (path: string) => statSync(path).size / 1e6;

describe('a run on a table of thousands of columns', () => {
  it('leaves a report, a result and a model of usable size', async () => {
    const path = writeTable(200, 2000);
    const result = await runProject(app, { data: path, target: 'y', search: { trials: 1 } });
    expect(JSON.stringify(result).length).toBeLessThan(200_000);
    expect(megabytes(result.report)).toBeLessThan(2);
    expect(megabytes(join(result.champion.artifact, 'explain.json'))).toBeLessThan(4);
    expect(megabytes(join(result.champion.artifact, 'baseline.bin'))).toBeLessThan(5);
    const { importance, background } = JSON.parse(
      readFileSync(join(result.champion.artifact, 'explain.json'), 'utf8'),
    ) as { importance: unknown[]; background: unknown[] };
    expect(background).toHaveLength(50);
    expect(importance.length).toBeGreaterThanOrEqual(20);
    expect(importance.length).toBeLessThan(2000);
  });
});

describe('a budget that is over before the search begins', () => {
  it('still ends with a champion, metrics, and findings that say what was left out', async () => {
    const path = writeTable(600, 8);
    const result = await runProject(app, { data: path, target: 'y', search: { budget: '1s' } });
    expect(result.champion.estimator).not.toBe('');
    expect(result.metrics.roc_auc?.value).toBeGreaterThan(0.8);
    const codes = result.findings.map(({ code }) => code);
    expect(codes).toContain('CHECKS_LEFT_OUT');
    expect(codes).toContain('SEARCH_CUT_SHORT');
  });
});
