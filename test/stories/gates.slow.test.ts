import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GateVerdict } from '@kaizenml/contracts';
import type { ProjectInput } from '@kaizenml/contracts/project';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-gates-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function write(name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  return name;
}

/** Loans: who earns enough pays back, but in the south chance decides; the region is no feature. */
function loans(n: number, noise: number): string[] {
  const random = seededRandom(3);
  const rows = Array.from({ length: n }, (_, i) => {
    const region = i % 2 === 0 ? 'north' : 'south';
    const income = 20 + 80 * random.next();
    const score = region === 'north' ? income : 20 + 80 * random.next();
    const pays = score + noise * random.normal() > 60 ? 'yes' : 'no';
    return `${income.toFixed(1)},${(random.next() * 9).toFixed(2)},${region},${pays}`;
  });
  return ['income,years,region,pays', ...rows];
}

const project = (data: string, gate: object) => ({
  ...{ name: 'loans', data, target: 'pays', ignore: ['region'], gate },
  search: { trials: 2, folds: 2, workers: 1 },
});

describe('gates of a run', () => {
  it('measure slices, groups, time, size and contents, and refuse by all that fails', async () => {
    const data = await write('loans.csv', loans(1600, 4));
    const asked = project(data, {
      champion: [{ must: 'better' }],
      slices: [{ column: 'region', metric: 'accuracy', min: 0.75 }],
      fairness: [{ group: 'region', favorable: 'yes', max: { accuracy_difference: 0.1 } }],
      latency: { p99Ms: 5000 },
      sizeMb: 50,
      security: { allow: ['no-commit', 'no-lockfile', 'uncommitted-changes'] },
    });
    const { gate, champion, run, report } = await runProject(app, asked, { folder });
    const [slice, fair] = (['slices', 'fairness'] as const).map((name) =>
      gate.checks.find((check) => check.gate === name),
    );
    expect(slice).toMatchObject({ status: 'failed', refuses: true });
    expect(slice?.reason).toMatch(/in the worst of 2, south \(1\d\d rows\)\.$/);
    expect(fair).toMatchObject({ status: 'failed', limit: { side: 'at-most', value: 0.1 } });
    expect(fair?.measured?.value).toBeGreaterThan(0.2);
    expect(gate.reasons).toEqual([slice?.reason, fair?.reason]);
    expect(
      gate.checks.filter(({ status }) => status === 'passed').map((check) => check.gate),
    ).toEqual(expect.arrayContaining(['baseline', 'latency', 'size', 'security']));
    expect(champion.version).toBeNull();

    expect((await app.handlers.runs.gates({ id: run })).verdict).toEqual(gate);
    expect(await readFile(report, 'utf8')).toContain('in the worst of 2, south');
  });

  it('hold a model against the champion on the same rows', async () => {
    const data = await write('loans.csv', loans(1600, 4));
    const first = await runProject(app, project(data, { champion: [{ must: 'better' }] }), {
      folder,
    });
    expect(first.champion.version).toBe(1);
    expect(first.gate.checks).toContainEqual(
      expect.objectContaining({ gate: 'champion', status: 'not-measured', refuses: false }),
    );
    const crippled = {
      ...project(data, { champion: [{}], betterThanBaseline: false }),
      ignore: ['region', 'income'],
    };
    const worse = await runProject(app, crippled, { folder });
    expect(worse.gate.passed).toBe(false);
    expect(worse.gate.reasons).toEqual([
      expect.stringMatching(
        /^It must be not surely worse than version 1 by ROC AUC: on the same 320 test rows it is worse by 0\.\d+ \(90 % interval of the gain -0\.\d+ to -0\.\d+\)\.$/,
      ),
    ]);
    expect(worse.champion.version).toBeNull();
  });
});

const OF_EVERY_TASK = {
  ...{ latency: { p99Ms: 5000 }, sizeMb: 50 },
  security: { allow: ['no-commit', 'no-lockfile', 'uncommitted-changes'] },
} satisfies ProjectInput['gate'];
const checked = ({ checks }: GateVerdict) =>
  checks.filter(({ status }) => status === 'passed').map(({ gate }) => gate);

const month = (t: number) => new Date(Date.UTC(2012, t)).toISOString().slice(0, 7);
/** Differences of the months of a year, without a pattern that a few months before tell. */
const SEASON = [0, 40, -20, 30, -35, 10, 50, -45, 5, 25, -30, 15];
/** Sales of twelve stores with a season of a year. */
function sales(nMonths: number, seed = 1): string[] {
  const random = seededRandom(seed);
  const noise = Array.from({ length: 1200 }, () => random.normal());
  const rows = Array.from({ length: 12 }, (_, s) =>
    Array.from({ length: nMonths }, (_, t) => {
      const value = 200 + (SEASON[(t + 5 * s) % 12] ?? 0) + 2 * (noise[t * 12 + s] ?? 0);
      return `${month(t)},store ${s},${value.toFixed(2)}`;
    }),
  ).flat();
  return ['month,store,sales', ...rows];
}

describe('a later forecast', () => {
  const forecast = (data: string, season?: number) => ({
    ...({ name: 'sales', data, task: 'forecast', target: 'sales', time: 'month' } as const),
    forecast: { series: 'store', horizon: 6, ...(season === undefined ? {} : { season }) },
    gate: { betterThanBaseline: false, ...OF_EVERY_TASK },
  });

  it('with newer points is compared with the champion on ends that neither has seen', async () => {
    const first = await runProject(app, forecast(await write('sales.csv', sales(60))), {
      folder,
    });
    expect(first).toMatchObject({ champion: { version: 1 }, succession: null });
    const longer = await write('longer.csv', sales(66));
    const alike = await runProject(app, forecast(longer), { folder });
    expect(alike.succession).toMatchObject({ champion: 1, nRows: 72, takesOver: true });
    expect(alike.succession?.sentence).toMatch(
      /^It takes over from version 1: on the same last 72 steps of 12 series, which it had not seen, /,
    );
    const blind = await runProject(app, forecast(await write('blind.csv', sales(72)), 1), {
      folder,
    });
    expect(blind.succession).toMatchObject({ champion: 2, takesOver: false });
    expect(blind.succession?.gain?.high).toBeLessThan(0);
    expect(blind.champion.version).toBe(3);
    const model = await app.store.models.find('sales' as never);
    expect(model?.aliases).toEqual({ champion: 2, challenger: 3 });
  });

  it('of the same ends is compared with what the champion forecast then', async () => {
    const data = await write('same.csv', sales(72, 9));
    const named = { ...forecast(data), name: 'same' };
    const { gate } = await runProject(app, named, { folder });
    expect(checked(gate)).toEqual(expect.arrayContaining(['latency', 'size', 'security']));
    const again = await runProject(app, { ...named, seed: 5 }, { folder });
    expect(again.succession).toMatchObject({ gain: { value: 0 }, takesOver: true });
  });
});

describe('later clusters and anomalies', () => {
  it.each(['clusters', 'anomalies'] as const)(
    'of task %s leave the champion where it is, and say how to change it',
    async (task) => {
      const points = (seed: number) => {
        const random = seededRandom(seed);
        return Array.from({ length: 300 }, (_, i) =>
          [10 * (i % 3), 7 * (i % 3)]
            .map((center) => (center + random.normal()).toFixed(3))
            .join(','),
        );
      };
      const run = async (seed: number) => {
        const data = await write('points.csv', ['a,b', ...points(seed)]);
        return runProject(app, { name: task, data, task, gate: OF_EVERY_TASK }, { folder });
      };
      expect((await run(1)).succession).toBeNull();
      const { succession, champion, gate } = await run(2);
      expect(checked(gate)).toEqual(expect.arrayContaining(['latency', 'size', 'security']));
      expect(succession).toMatchObject({
        ...{ takesOver: false, champion: 1, gain: null },
        command: `kaizen models alias ${task} champion 2`,
      });
      expect(succession?.sentence).toMatch(
        /^Version 1 stays the champion: .+ makes it the champion\.$/,
      );
      expect(champion.version).toBe(2);
    },
  );
});
