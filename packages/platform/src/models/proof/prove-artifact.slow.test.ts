import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppError, type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { openSandbox } from './open-sandbox.ts';
import { type ProofOptions, proveArtifact } from './prove-artifact.ts';

const NAME = asId<ModelName>('churn');
const ROOMY = { timeoutMs: 120_000, memoryBytes: 2 ** 30 };
let app: SampleApp;
let folder: string;
let artifact: ArtifactHash;

beforeAll(async () => {
  app = await openSampleApp({ proof: 'process' });
  const [version] = await app.store.models.versions(NAME);
  if (version === undefined) throw new Error('the sample is registered');
  artifact = version.artifact;
  folder = await mkdtemp(join(tmpdir(), 'kaizen-proof-'));
  await cp(await app.artifacts.pathOf(artifact), folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.dispose();
});

/** What the proof says of a folder. */
function prove(options: ProofOptions = { limits: ROOMY }): Promise<AppError | undefined> {
  const artifacts = { pathOf: async () => folder };
  return proveArtifact(artifacts, { name: NAME, artifact }, options).then(
    () => undefined,
    (thrown: AppError) => thrown,
  );
}

const ROWS = [{ months: 3, plan: 'basic', calls: 4 }];
const record = (answers: unknown) =>
  writeFile(join(folder, 'answers.json'), JSON.stringify({ rows: ROWS, answers }));
const answered = async () =>
  (await app.handlers.models.predict({ name: 'churn', rows: ROWS })).predictions;

describe('proveArtifact', { timeout: 240_000 }, () => {
  it('lets an artifact pass that nothing was recorded of', async () => {
    expect(await prove()).toBeUndefined();
  });

  it('lets an artifact pass that gives the recorded answers, also in a process that was started early', async () => {
    await record(await answered());
    expect(await prove({ sandbox: openSandbox(ROOMY) })).toBeUndefined();
  });

  it('refuses another answer, even in the last digit', async () => {
    const [answer] = await answered();
    if (answer?.probabilities === undefined) throw new Error('it answers probabilities');
    const [first, ...rest] = Object.entries(answer.probabilities);
    if (first === undefined) throw new Error('it has classes');
    const nudged = first[1] === 0 ? Number.MIN_VALUE : first[1] * (1 + Number.EPSILON);
    const expected = {
      ...answer,
      probabilities: Object.fromEntries([[first[0], nudged], ...rest]),
    };
    await record([expected]);
    expect(await prove()).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: `The artifact of "churn" must answer its sample rows in a process of its own before it is released, but it answers ${JSON.stringify(answer)} where it answered ${JSON.stringify(expected)} when it was packed.`,
      details: { model: 'churn', artifact, row: ROWS[0], expected, received: answer },
    });
  });

  it('refuses damaged weights with the sentence of who opened them', async () => {
    await record(await answered());
    const path = join(folder, 'weights.bin');
    const weights = await readFile(path);
    await writeFile(
      path,
      Uint8Array.from(weights, (byte, i) => (i === 9 ? byte ^ 1 : byte)),
    );
    const refused = await prove();
    await writeFile(path, weights);
    expect(refused).toMatchObject({
      code: 'RELEASE_REFUSED',
      details: { code: 'ARTIFACT_DAMAGED' },
    });
    expect(refused?.message).toContain('The weights of the model in');
  });

  it('refuses what takes too long, and what takes too much memory, and ends its process', async () => {
    expect(await prove({ limits: { ...ROOMY, timeoutMs: 1 } })).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringContaining('it took more than 0.001 s.'),
      details: { timeoutMs: 1 },
    });
    expect(await prove({ limits: { ...ROOMY, memoryBytes: 32 * 2 ** 20 } })).toMatchObject({
      code: 'RELEASE_REFUSED',
      message: expect.stringContaining('it took more than 32 MB.'),
      details: { memoryBytes: 32 * 2 ** 20 },
    });
  });

  it('keeps an alias where it is when the version does not pass', async () => {
    const path = join(await app.artifacts.pathOf(artifact), 'weights.bin');
    const weights = await readFile(path);
    await writeFile(path, weights.subarray(0, 8));
    const moved = await app.handlers.models
      .alias({ name: 'churn', alias: 'canary', version: 1 })
      .catch((thrown: AppError) => thrown);
    await writeFile(path, weights);
    expect(moved).toMatchObject({ code: 'RELEASE_REFUSED' });
    expect((await app.store.models.find(NAME))?.aliases).toEqual({ champion: 1 });
    await app.handlers.models.alias({ name: 'churn', alias: 'canary', version: 1 });
    expect((await app.store.models.find(NAME))?.aliases).toEqual({ champion: 1, canary: 1 });
  });
});
