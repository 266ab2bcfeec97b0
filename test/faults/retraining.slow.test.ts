import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { runProject } from '../../packages/platform/src/pipelines/index.ts';
import { stepAfter } from '../../packages/platform/src/retraining/steps.ts';
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

type App = Awaited<ReturnType<typeof openApp>>;

/** A retraining that has begun: of a model of the world before, with the labelled rows of the one after. */
async function openDrill(
  { home, folder }: Awaited<ReturnType<typeof tempHome>>,
  learned: object,
): Promise<{ readonly app: App; readonly id: string }> {
  const app = await openApp({ home: home.path, proof: 'in-process' });
  const known = Array.from({ length: 300 }, (_, i) => world(i, false));
  const text = known.map(({ a, b, y }) => `${a},${b},${y}`).join('\n');
  await writeFile(join(folder, 'lines.csv'), `a,b,y\n${text}\n`);
  await runProject(
    app,
    {
      ...{ name: 'lines', data: 'lines.csv', target: 'y', task: 'regression', seed: 3 },
      search: { trials: 1, workers: 1 },
    },
    { folder },
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
  const rollout = { steps: '50%', stepSeconds: 0, stepRequests: 5 };
  const settings = { retraining: { rollout, robust: ['b'], ...learned } };
  await app.handlers.endpoints.configure(
    OPERATIONS.endpoints.configure.input.parse({ name: LINES, settings }),
  );
  const { id } = await app.handlers.retrainings.start(
    OPERATIONS.retrainings.start.input.parse({ endpoint: LINES, key: 'drill' }),
  );
  return { app, id };
}

/** A keeper of a home that has opened it. */
async function startKeeper(home: string) {
  const { child, code } = startWriter('retrain-without-end', home);
  let said = '';
  const over = new Promise<boolean>((resolve) => {
    child.stdout?.on('data', (part: string) => {
      said += part;
      if (said.includes('over')) resolve(true);
    });
  });
  const opened = new Promise((resolve) => child.stdout?.once('data', resolve));
  await Promise.race([opened, code]);
  return {
    /** True once the retraining is over. */
    over,
    async kill() {
      child.kill('SIGKILL');
      expect(await code).toBeNull();
    },
  };
}

/** What a retraining leaves that nobody disturbed: what it trained, one history, one rollout to one of them, and nothing under way. */
async function expectOneOfEach(
  { store, handlers }: App,
  { id, made }: { readonly id: string; readonly made: readonly number[] },
): Promise<Awaited<ReturnType<App['handlers']['retrainings']['show']>>> {
  const ended = await handlers.retrainings.show({ id });
  expect(ended).toMatchObject({ status: 'promoted', champion: 1 });
  expect(ended.tried.map(({ version }) => version)).toEqual(made);
  expect(made).toContain(ended.challenger);
  const understudy = made.length + 2;
  expect(ended.understudies).toEqual([{ column: 'b', version: understudy }]);
  expect(ended.steps.map(({ name, status }) => [name, status])).toEqual(
    ['gather', 'train', 'compare', 'approve', 'roll-out', 'understudies'].map((name) => [
      name,
      'done',
    ]),
  );
  const versions = await store.models.versions(LINES);
  expect(versions.map(({ version }) => version).toReversed()).toEqual([1, ...made, understudy]);
  expect(new Set(versions.map(({ artifact }) => artifact)).size).toBe(versions.length);
  expect((await store.models.find(LINES))?.aliases).toEqual({
    ...{ champion: ended.challenger, challenger: ended.challenger },
  });
  const moves = await store.models.aliasMoves(LINES, 100);
  expect(moves.filter(({ alias }) => alias === 'champion').map(({ to }) => to)).toEqual([
    ended.challenger,
    1,
  ]);
  for (const name of ['lines-history', 'lines-newest'])
    expect((await store.datasets.versions(name)).map(({ version }) => version)).toEqual([1]);
  const { items: rollouts } = await store.rollouts.list(LINES, { limit: 100 });
  expect(rollouts.map(({ from, to, status }) => [from, to, status])).toEqual([
    [1, ended.challenger, 'promoted'],
  ]);
  expect(await store.retrainings.open()).toEqual([]);
  const { items: runs } = await store.runs.list({}, { limit: 100 });
  expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
  return ended;
}

describe('kill -9 of the keeper, its readers and its trainings', () => {
  it.each([
    ['that starts over', { history: 'since-change' }],
    ['that fine-tunes', { start: 'fine-tune' }],
  ])(
    'leads, of a retraining %s, to one new version, one history and one rollout, as if nobody had been killed',
    async (_, learned) => {
      await using temp = await tempHome();
      const random = seededRandom(20261123);
      const { app, id } = await openDrill(temp, learned);
      let nLives = 0;
      let nKilled = 0;
      for (let isOver = false; !isOver; ) {
        nLives++;
        const keeper = await startKeeper(temp.home.path);
        const lifeMs = nLives > MOST_LIVES ? 600_000 : random() * (500 + 1000 * nLives);
        isOver = await Promise.race([keeper.over, sleep(lifeMs, false)]);
        await keeper.kill();
        if (nKilled < MOST_KILLED && random() < 0.5) nKilled += await killTrainings(app);
      }
      await expectOneOfEach(app, { id, made: [2] });
      expect(nLives).toBeGreaterThan(3);
      await app.close();
    },
    LONG_MS,
  );

  it(
    'leads, of one that tries both, to one version of each and one rollout, wherever it falls',
    async () => {
      await using temp = await tempHome();
      const random = seededRandom(20261124);
      const rollout = { steps: '20%,50%', stepSeconds: 0, stepRequests: 30 };
      const { app, id } = await openDrill(temp, { start: 'both', rollout });
      const killedIn: string[] = [];
      for (const [stage, spanMs] of STAGES)
        for (const part of [0, ...Array.from({ length: KILLS - 1 }, random)]) {
          const keeper = await startKeeper(temp.home.path);
          while (!hasCome(stage, await stageOf(app, id))) await sleep(10);
          await stays(app, { id, forMs: part * spanMs });
          killedIn.push(await stageOf(app, id));
          await keeper.kill();
          await killReader(app, id);
          if (random() < 0.5) await killTrainings(app);
          await expectNothingHalf(app);
        }
      const last = await startKeeper(temp.home.path);
      await last.over;
      await last.kill();
      // Each was hit: the first kill falls as soon as it is seen.
      for (const [stage] of STAGES) expect(killedIn).toContain(stage);
      const { tried, challenger } = await expectOneOfEach(app, { id, made: [2, 3] });
      expect(tried.map(({ start }) => start)).toEqual(['fine-tune', 'over']);
      const gains = tried.map(({ gain }) => gain?.value ?? Number.NaN);
      expect(challenger).toBe(2 + gains.indexOf(Math.max(...gains)));
      await app.close();
    },
    LONG_MS,
  );
});

/** Where a retraining that tries both is killed, in their order, and up to how long after it came there, ms. */
const STAGES = [
  ['train fine-tune', 3000],
  ['train over', 3000],
  ['compare', 1500],
  ['roll-out', 600],
  ['understudies', 2000],
] as const;
/** In each of them. */
const KILLS = 3;

/** Whether a retraining is at a stage, or beyond. */
function hasCome(stage: string, now: string): boolean {
  const names: readonly string[] = STAGES.map(([name]) => name);
  return now === 'over' || names.indexOf(now) >= names.indexOf(stage);
}

/** Waits for as long as a retraining stays at its stage, at most for so long. */
async function stays(app: App, { id, forMs }: { readonly id: string; readonly forMs: number }) {
  const untilMs = performance.now() + forMs;
  const stage = await stageOf(app, id);
  while (performance.now() < untilMs && (await stageOf(app, id)) === stage) await sleep(10);
}

/** The step that a retraining is on, of a training with what is trained. */
async function stageOf({ store }: App, id: string): Promise<string> {
  const found = await store.retrainings.find(id);
  if (found === undefined || found.endedAt !== null) return 'over';
  const { steps, facts } = found;
  const step = stepAfter(steps);
  return step === 'train' ? `train ${facts.starts?.[facts.tried?.length ?? 0] ?? ''}` : step;
}

/** Ends the process that reads tables for a retraining, if one has it in hand. */
async function killReader({ store }: App, id: string): Promise<void> {
  const { holder } = (await store.retrainings.find(id)) ?? {};
  if (holder && holder.pid !== process.pid) kill(holder.pid);
}

/** The champion is the one before, or that of a rollout that is over; no version is there twice. */
async function expectNothingHalf({ store }: App): Promise<void> {
  const versions = await store.models.versions(LINES);
  expect(new Set(versions.map(({ artifact }) => artifact)).size).toBe(versions.length);
  const champion = (await store.models.find(LINES))?.aliases.champion;
  const { items } = await store.rollouts.list(LINES, { limit: 100 });
  const promoted = items.filter(({ status }) => status === 'promoted').map(({ to }) => to);
  expect(items.length).toBeLessThanOrEqual(1);
  expect(champion).toBe(promoted[0] ?? 1);
}

/** Ends the trainings that a keeper left behind. @returns How many */
async function killTrainings({ store, home }: App): Promise<number> {
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
