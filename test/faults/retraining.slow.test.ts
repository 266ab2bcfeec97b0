import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { runProject } from '../../packages/platform/src/pipelines/index.ts';
import { readJournal } from '../../packages/platform/src/runs/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const LINES = asId<ModelName>('lines');
const LONG_MS = 1_800_000;
/** A life is as long as chance says, and longer the more there were; after so many the last one lives on. */
const MOST_LIVES = 8;
/** Trainings that are killed: more of them would be given up. */
const MOST_KILLED = 3;

/** A world of two numbers, before and after it changed. */
function world(i: number, isNew: boolean) {
  const [a, b] = [(i * 7) % 17, (i * 5) % 11];
  return { a, b, y: 3 * a + b + (i % 3) + (isNew ? 40 : 0) };
}

describe('kill -9 of the keeper, its readers and its trainings', () => {
  it.each([
    ['that starts over', { history: 'since-change' }],
    ['that fine-tunes', { start: 'fine-tune' }],
  ])(
    'leads, of a retraining %s, to one new version, one history and one rollout, as if nobody had been killed',
    async (_, learned) => {
      await using temp = await tempHome();
      const { path: home } = temp.home;
      const random = seededRandom(20261123);
      const app = await openApp({ home, proof: 'in-process' });
      const known = Array.from({ length: 300 }, (_, i) => world(i, false));
      const text = known.map(({ a, b, y }) => `${a},${b},${y}`).join('\n');
      await writeFile(join(temp.folder, 'lines.csv'), `a,b,y\n${text}\n`);
      await runProject(
        app,
        {
          ...{ name: 'lines', data: 'lines.csv', target: 'y', task: 'regression', seed: 3 },
          search: { trials: 1, workers: 1 },
        },
        { folder: temp.folder },
      );
      for (let i = 0; i < 400; i += 10) {
        const told = Array.from({ length: 10 }, (_, k) => world(i + k, true));
        const { requestId } = await app.handlers.models.predict({
          name: LINES,
          rows: told.map(({ a, b }) => ({ a, b })),
        });
        const labels = told.map(({ y }, k) => ({ requestId, row: k + 1, label: y }));
        await app.handlers.predictions.label({ name: LINES, labels });
      }
      const settings = {
        retraining: {
          ...learned,
          robust: ['b'],
          rollout: { steps: '50%', stepSeconds: 0, stepRequests: 5 },
        },
      };
      await app.handlers.endpoints.configure(
        OPERATIONS.endpoints.configure.input.parse({ name: LINES, settings }),
      );
      const { id } = await app.handlers.retrainings.start(
        OPERATIONS.retrainings.start.input.parse({ endpoint: LINES, key: 'drill' }),
      );

      let nLives = 0;
      let nKilled = 0;
      for (let isOver = false; !isOver; ) {
        nLives++;
        const keeper = startWriter('retrain-without-end', home);
        let said = '';
        const over = new Promise<boolean>((resolve) => {
          keeper.child.stdout?.on('data', (part: string) => {
            said += part;
            if (said.includes('over')) resolve(true);
          });
        });
        const opened = new Promise((resolve) => keeper.child.stdout?.once('data', resolve));
        await Promise.race([opened, keeper.code]);
        const lifeMs = nLives > MOST_LIVES ? 600_000 : random() * (500 + 1000 * nLives);
        isOver = await Promise.race([over, sleep(lifeMs, false)]);
        keeper.child.kill('SIGKILL');
        expect(await keeper.code).toBeNull();
        if (nKilled < MOST_KILLED && random() < 0.5) nKilled += await killTrainings(app);
      }

      const ended = await app.handlers.retrainings.show({ id });
      expect(ended).toMatchObject({ status: 'promoted', champion: 1, challenger: 2 });
      expect(ended.understudies).toEqual([{ column: 'b', version: 3 }]);
      expect(ended.steps.map(({ name, status }) => [name, status])).toEqual(
        ['gather', 'train', 'compare', 'approve', 'roll-out', 'understudies'].map((name) => [
          name,
          'done',
        ]),
      );
      const versions = await app.store.models.versions(LINES);
      expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
      expect(new Set(versions.map(({ artifact }) => artifact)).size).toBe(3);
      expect((await app.store.models.find(LINES))?.aliases.champion).toBe(2);
      const moves = await app.store.models.aliasMoves(LINES, 100);
      expect(moves.filter(({ alias }) => alias === 'champion').map(({ to }) => to)).toEqual([2, 1]);
      for (const name of ['lines-history', 'lines-newest'])
        expect((await app.store.datasets.versions(name)).map(({ version }) => version)).toEqual([
          1,
        ]);
      const { items: rollouts } = await app.store.rollouts.list(LINES, { limit: 100 });
      expect(rollouts.map(({ from, to, status }) => [from, to, status])).toEqual([
        [1, 2, 'promoted'],
      ]);
      expect(await app.store.retrainings.open()).toEqual([]);
      const { items: runs } = await app.store.runs.list({}, { limit: 100 });
      expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
      expect(nLives).toBeGreaterThan(3);
      await app.close();
    },
    LONG_MS,
  );
});

/** Ends the trainings that a keeper left behind. @returns How many */
async function killTrainings({
  store,
  home,
}: Awaited<ReturnType<typeof openApp>>): Promise<number> {
  const { items } = await store.runs.list({ status: 'running' }, { limit: 10 });
  for (const { id } of items) {
    const found = (await readJournal(home, id))?.process;
    if (found !== undefined && found.pid !== process.pid) kill(found.pid);
  }
  return items.length;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    expect((thrown as NodeJS.ErrnoException).code).toBe('ESRCH');
  }
}
