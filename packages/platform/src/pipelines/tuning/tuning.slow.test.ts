import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import { type ProjectInput, parseProject } from '@kaizenml/contracts/project';
import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { type App, openApp } from '../../app.ts';
import { openStoredModel } from '../../models/index.ts';
import { silentProgress } from '../../progress.ts';
import { tempHome } from '../../testing/index.ts';
import { runProject } from '../run-project.ts';
import { train } from '../train.ts';
import type { Tunes } from './tunes.ts';

const LAMPS = asId<ModelName>('lamps');
const SINCE = '2026-01-01T00:00:00.000Z';

/** Lamps that burn by two numbers, and after a change more often: a class that was the rarer one is the more frequent one. */
function lamps(n: number, seed: number, isNewer: boolean) {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const [a, b] = [random.normal(), random.normal()];
    const isOn = a + 0.5 * b + 0.5 * random.normal() > (isNewer ? -0.9 : 0.9);
    const at = isNewer ? new Date(Date.UTC(2026, 1, 1) + i * 60_000).toISOString() : SINCE;
    return { row: { a, b } satisfies Row, truth: isOn ? 'lit' : 'dark', at };
  });
}

const fileOf = (rows: ReturnType<typeof lamps>) =>
  `a,b,lamp,kaizen_at\n${rows.map(({ row, truth, at }) => `${row.a},${row.b},${truth},${at}`).join('\n')}\n`;

const PROJECT = {
  ...{ name: 'lamps', target: 'lamp', ignore: ['kaizen_at'], seed: 3 },
  search: { trials: 3, workers: 1 },
} as const;

async function tune(app: App, folder: string, tunes: Tunes) {
  const project: ProjectInput = { ...PROJECT, data: 'history.csv' };
  return await train(app, {
    ...{ project: parseProject(project, 'the project'), target: 'lamp', folder, tunes },
    ...{ budgetMs: undefined, progress: silentProgress, registers: 'challenger' },
    signal: new AbortController().signal,
  });
}

async function modelOf(app: App, version: number) {
  const found = await app.store.models.findVersion(LAMPS, version);
  if (found === undefined) return expect.unreachable(`version ${version} is registered`);
  return { artifact: found.artifact, ...(await openStoredModel(app.artifacts, found.artifact)) };
}

describe('a run that fine-tunes', () => {
  it('learns from newer rows alone, keeps the classes in the order of its base, and corrects that again', async () => {
    await using temp = await tempHome();
    const { folder } = temp;
    const app = await openApp({ home: temp.home.path, proof: 'in-process' });
    const [before, after] = [lamps(600, 1, false), lamps(900, 2, true)];
    try {
      await writeFile(join(folder, 'before.csv'), fileOf(before));
      await writeFile(join(folder, 'history.csv'), fileOf([...before, ...after]));
      await runProject(app, { ...PROJECT, data: 'before.csv' }, { folder });
      const base = await modelOf(app, 1);
      const tunes: Tunes = { artifact: base.artifact, column: 'kaizen_at', since: SINCE };
      const result = await tune(app, folder, tunes);
      expect(result.champion.version).toBe(2);
      const tuned = await modelOf(app, 2);
      expect(tuned.model.signature.output.classes).toEqual(base.model.signature.output.classes);
      expect(tuned.model.manifest.combination).toMatchObject({ kind: 'tuned', link: 'logistic' });
      expect(tuned.model.members.length).toBe(base.model.members.length + 1);
      expect(tuned.model.manifest.lineage.nTrainRows).toBe(after.length);
      expect(await app.store.lineage.around('model:lamps/2')).toContainEqual({
        ...{ from: `artifact:${base.artifact}`, to: `run:${result.run}` },
        role: 'fine-tuned-in',
      });

      const later = lamps(1000, 5, true);
      const lossOf = ({ model }: typeof base) =>
        model.predict(later.map(({ row }) => row)).reduce((sum, { probabilities }, i) => {
          return sum - Math.log(probabilities?.[later[i]?.truth ?? ''] ?? 0);
        }, 0) / later.length;
      expect(lossOf(tuned)).toBeLessThan(0.7 * lossOf(base));

      // What is measured on the test part of the newer rows holds on others.
      expect(result.metrics.log_loss?.value).toBeCloseTo(lossOf(tuned), 1);

      const again = await tune(app, folder, { ...tunes, artifact: tuned.artifact });
      const third = await modelOf(app, again.champion.version ?? 0);
      expect(third.model.members.length).toBe(tuned.model.members.length);
      expect(third.model.manifest.weightsHash).toBe(tuned.model.manifest.weightsHash);
    } finally {
      await app.close();
    }
  });

  it.each([
    ['TABLE_TOO_SMALL', { since: '2026-12-01T00:00:00.000Z' }, /got 0 and 0\.$/],
    ['ARTIFACT_NOT_FOUND', { artifact: 'f'.repeat(64) }, /f{12}/],
  ])('is refused with %s', async (code, over, message) => {
    await using temp = await tempHome();
    const { folder } = temp;
    const app = await openApp({ home: temp.home.path, proof: 'in-process' });
    try {
      const before = lamps(300, 1, false);
      await writeFile(join(folder, 'before.csv'), fileOf(before));
      await writeFile(join(folder, 'history.csv'), fileOf([...before, ...lamps(300, 2, true)]));
      await runProject(app, { ...PROJECT, data: 'before.csv', search: { trials: 1 } }, { folder });
      const { artifact } = await modelOf(app, 1);
      const tunes = { artifact, column: 'kaizen_at', since: SINCE, ...over } as Tunes;
      await expect(tune(app, folder, tunes)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    } finally {
      await app.close();
    }
  });
});
