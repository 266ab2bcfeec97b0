import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import type { BanditStanding } from '../../packages/platform/src/rollouts/store.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import {
  registerSampleModel,
  sampleRow,
} from '../../packages/platform/src/testing/sample-model.ts';
import { serveKaizen } from './serve-kaizen.ts';

const N_REQUESTS = 150;
const STARTED = {
  ...{ endpoint: 'churn', strategy: 'bandit', metric: 'revenue', stepSeconds: 0 },
} as const;
const random = seededRandom(1);

const bodyOf = (row: Row) => JSON.stringify({ rows: [row] });

async function post(port: number, path: string, body: string) {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function ask(port: number) {
  const row = sampleRow(() => random.next());
  const { version, requestId } = await post(port, 'models/churn/predict', bodyOf(row));
  return { version: Number(version), requestId: String(requestId) };
}

/**
 * Asks servers in turn, each of them first until it deals version 2 out (a server hears of a rollout of the other one within a
 * second), and posts what each answer brought: 1 for version 2, nothing for version 1.
 */
async function askAndReward(ports: readonly number[], n: number): Promise<void> {
  const answers = [];
  for (const port of ports)
    do answers.push(await ask(port));
    while (answers.at(-1)?.version !== 2);
  for (let i = 0; i < n; i++) answers.push(await ask(ports[i % ports.length] ?? 0));
  const rewards = answers.map(({ requestId, version }) => ({
    ...{ requestId, metric: 'revenue', value: Number(version === 2) },
  }));
  const [port = 0] = ports;
  await post(port, 'endpoints/churn/rewards', JSON.stringify({ rewards }));
}

/** What the log says was dealt out, by version. */
async function dealtBy({ predictionLog }: App): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for await (const { version, propensity } of predictionLog.scan('churn'))
    if (propensity !== undefined) counts.set(version, (counts.get(version) ?? 0) + 1);
  return counts;
}

it('a bandit on two servers of one home adds up what both answered, and goes on with it after kill -9', {
  timeout: 120_000,
}, async () => {
  await using temp = await tempHome();
  const app = await openApp({ home: temp.home.path });
  await registerSampleModel(app);
  await registerSampleModel(app, { seed: 8 });
  await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
  const servers = await Promise.all([1, 2].map(() => serveKaizen(temp.home.path)));
  const ports = servers.map(({ port }) => port);
  const { id } = (await post(ports[0] ?? 0, 'rollouts', JSON.stringify(STARTED))) as { id: string };
  const standing = async (): Promise<BanditStanding | undefined> =>
    (await app.store.rollouts.find(id))?.standing;
  await askAndReward(ports, N_REQUESTS);
  await expect
    .poll(async () => (await standing())?.shares[1]?.share ?? 0, { timeout: 60_000, interval: 200 })
    .toBeGreaterThan(0.85);
  const before = await standing();
  for (const server of servers) await server.end('SIGKILL');
  const again = await serveKaizen(temp.home.path);
  const counts = await dealtBy(app);
  expect((counts.get(1) ?? 0) + (counts.get(2) ?? 0)).toBeGreaterThanOrEqual(N_REQUESTS);
  const show = async () => await app.handlers.rollouts.show({ id });
  const shown = await show();
  expect(shown.status).toBe('running');
  expect((await standing())?.shares).toEqual(before?.shares);
  for (const { version, nAnswered, nRewards } of shown.arms)
    expect([version, nAnswered, nRewards]).toEqual([
      version,
      counts.get(version),
      counts.get(version),
    ]);
  await askAndReward([again.port], 60);
  await again.end('SIGTERM');
  const all = await dealtBy(app);
  const added = [1, 2].map((version) => (all.get(version) ?? 0) - (counts.get(version) ?? 0));
  expect(added[1]).toBeGreaterThan(40);
  expect((await show()).arms.map(({ version, nAnswered }) => [version, nAnswered])).toEqual(
    [...all].sort(),
  );
  await app.close();
});
