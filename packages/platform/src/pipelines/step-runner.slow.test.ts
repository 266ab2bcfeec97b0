import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asId, type ExperimentName, type RunId } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../artifacts/index.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { type Clock, openHome } from '../kit/index.ts';
import { silentProgress } from '../progress.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type Step, type StepContext, step } from './step.ts';
import { createStepRunner } from './step-runner.ts';
import { readyHandle } from './step-values.ts';

const clock: Clock = { now: () => Date.UTC(2026, 0, 1) };

let folder: string;
let store: Store;
let artifacts: ArtifactStore;
let runId: RunId;
let calls: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-steps-'));
  const home = await openHome(join(folder, 'home'), { clock });
  store = await openSqliteStore(home.databasePath, { clock });
  artifacts = openFileArtifacts(home);
  const experiment = asId<ExperimentName>('steps');
  await store.experiments.ensure(experiment);
  runId = await store.runs.start({ experiment, name: 'steps', params: {}, pid: process.pid });
  calls = 0;
  writeFileSync(join(folder, 'helper.ts'), 'export const factor = 2;\n');
  writeFileSync(
    join(folder, 'step.ts'),
    "import { factor } from './helper.ts';\nexport { factor };\n",
  );
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const runner = () =>
  createStepRunner({
    store,
    artifacts,
    clock,
    progress: silentProgress,
    signal: new AbortController().signal,
    runId,
    deadlineAt: undefined,
  });

type Doubling = Step<{ list: readonly number[] }, { readonly by: number }, Float64Array>;

const doubling = (changes: Partial<Doubling> = {}): Doubling =>
  step({
    name: 'double',
    title: 'Doubling',
    url: pathToFileURL(join(folder, 'step.ts')).href,
    async run({ list }, { by }) {
      calls++;
      return Float64Array.from(list, (value) => value * by);
    },
    ...changes,
  });

const list = (...values: number[]) => ({ list: readyHandle(`list-${values}`, async () => values) });

describe('createStepRunner', () => {
  it('runs a step once, and gives the stored value back afterwards', async () => {
    const first = await runner().run(doubling(), list(1, Number.NaN, -0), { by: 2 });
    const second = await runner().run(doubling(), list(1, Number.NaN, -0), { by: 2 });
    expect(await second.load()).toEqual(Float64Array.of(2, Number.NaN, -0));
    expect(second.hash).toBe(first.hash);
    expect(calls).toBe(1);
    const steps = (await store.runs.find(runId))?.steps;
    expect(steps).toEqual([
      { name: 'double', status: 'reused', startedAt: '2026-01-01T00:00:00.000Z', durationMs: 0 },
    ]);
  });

  it.each([
    ['an input', () => runner().run(doubling(), list(3), { by: 2 })],
    ['a parameter', () => runner().run(doubling(), list(1), { by: 3 })],
    [
      'the text of a helper that the step imports',
      () => {
        writeFileSync(join(folder, 'helper.ts'), 'export const factor = 3;\n');
        return runner().run(doubling(), list(1), { by: 2 });
      },
    ],
  ])('runs a step again when %s has changed', async (_what, again) => {
    await runner().run(doubling(), list(1), { by: 2 });
    await again();
    expect(calls).toBe(2);
  });

  it('runs a step again when the stored output is gone or damaged', async () => {
    const { hash } = await runner().run(doubling(), list(1), { by: 2 });
    const path = await artifacts.pathOf(asId(hash));
    writeFileSync(join(path, 'arrays.bin'), 'damaged');
    const mended = await runner().run(doubling(), list(1), { by: 2 });
    expect(await mended.load()).toEqual(Float64Array.of(2));
    expect(calls).toBe(2);
  });

  it('runs a step again when an artifact that its output names is gone', async () => {
    const named = await artifacts.putFile('named');
    const naming = doubling({ references: () => [named.hash] });
    await runner().run(naming, list(1), { by: 2 });
    await runner().run(naming, list(1), { by: 2 });
    expect(calls).toBe(1);
    unlinkSync(await artifacts.pathOf(named.hash));
    await runner().run(naming, list(1), { by: 2 });
    expect(calls).toBe(2);
  });

  it('keeps the finished parts of a step that failed, under its own key only', async () => {
    const fits: string[] = [];
    const partly = (fails: boolean) =>
      doubling({
        async run(_inputs, _params, { parts }: StepContext) {
          for (const part of ['a', 'b']) {
            if (await parts.find(part)) continue;
            if (fails && part === 'b') throw new Error('killed');
            fits.push(part);
            await parts.put(part, { part });
          }
          return Float64Array.of(1);
        },
      });
    await expect(runner().run(partly(true), list(1), { by: 2 })).rejects.toThrow('killed');
    await runner().run(partly(false), list(1), { by: 2 });
    expect(fits).toEqual(['a', 'b']);
    await runner().run(partly(false), list(1), { by: 4 });
    expect(fits).toEqual(['a', 'b', 'a', 'b']);
  });

  it('uses an output that the clock cut short, but runs the step again the next time', async () => {
    const cut = doubling({ isComplete: (output) => output.length > 1 });
    expect(await (await runner().run(cut, list(1), { by: 2 })).load()).toEqual(Float64Array.of(2));
    await runner().run(cut, list(1), { by: 2 });
    expect(calls).toBe(2);
    await runner().run(cut, list(1, 2), { by: 2 });
    await runner().run(cut, list(1, 2), { by: 2 });
    expect(calls).toBe(3);
  });

  it('logs a step that throws as failed', async () => {
    const failing = doubling({ run: () => Promise.reject(new Error('no luck')) });
    await expect(runner().run(failing, list(1), { by: 2 })).rejects.toThrow('no luck');
    expect((await store.runs.find(runId))?.steps).toMatchObject([
      { name: 'double', status: 'failed' },
    ]);
  });
});
