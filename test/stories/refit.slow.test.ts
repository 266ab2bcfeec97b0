import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { unpackBaseline } from '@kaizenml/ml/windows';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let app: App;

const N_SHOPS = 12;

/** Rows 0 to 199, whose price is about twice the size; every twentieth has a shop of its own. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-refit-'));
  app = await openApp({ home: join(folder, 'home') });
  const random = seededRandom(1);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const shop = i % 20 === 0 ? `own ${i}` : ['north', 'south'][i % 2];
    return `${i % 50},${shop},${(2 * (i % 50) + 9 * random.normal()).toFixed(2)}`;
  });
  writeFileSync(join(folder, 'sales.csv'), `size,shop,price\n${rows.join('\n')}\n`);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const run = (refit?: boolean) =>
  runProject(
    app,
    {
      data: 'sales.csv',
      target: 'price',
      search: { trials: 3 },
      ...(refit === undefined ? {} : { split: { refit } }),
    },
    { folder },
  );
const manifestOf = (artifact: string) =>
  JSON.parse(readFileSync(join(artifact, 'manifest.json'), 'utf8'));

describe('a model that is delivered', () => {
  it('has learned from all rows, and says that its figures are those of its twin', async () => {
    const [whole, twin] = [await run(), await run(false)];
    expect(whole.metrics).toEqual(twin.metrics);
    expect(whole.findings.map(({ code }) => code)).toContain('MODEL_REFITTED');
    expect(twin.findings.map(({ code }) => code)).not.toContain('MODEL_REFITTED');

    const [all, part] = [manifestOf(whole.champion.artifact), manifestOf(twin.champion.artifact)];
    expect([all.lineage.nTrainRows, part.lineage.nTrainRows]).toEqual([200, 160]);
    const [counted, same] = [whole, twin].map(({ champion }) =>
      unpackBaseline(readFileSync(join(champion.artifact, 'baseline.bin'))),
    );
    expect(counted).toEqual(same);
    expect(
      counted?.columns.map(({ role, binning, window }) => [role, binning.name, window.nRows]),
    ).toEqual([
      ['input', 'size', 160],
      ['input', 'shop', 160],
      ['prediction', 'price', 40],
      ['label', 'price', 160],
    ]);
    expect(counted?.performance?.nRows).toBe(40);
    const nShops = ({ signature }: typeof all) =>
      signature.inputs.find(({ name }: { name: string }) => name === 'shop').levels.length;
    expect(nShops(all)).toBe(N_SHOPS);
    expect(nShops(part)).toBeLessThan(N_SHOPS);
  });
});
