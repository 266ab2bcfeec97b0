import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWarmUp, type ModelVersionRecord } from '../models/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { createHotSwap, type HotSwap } from './hot-swap.ts';

let app: SampleApp;
let versions: readonly ModelVersionRecord[];
let now = 0;
let failures: string[];
let broken: Set<string>;
let settled: Promise<void>[];

/** A swap over the models of an app, of which those in `broken` cannot be opened. */
function swapOf(onChange: () => void = () => undefined): HotSwap {
  const warmUp = createWarmUp({
    forecasts: app.forecasts,
    answerers: {
      find: app.answerers.find,
      get: async (artifact) => {
        if (broken.has(artifact)) throw new Error('broken');
        return app.answerers.get(artifact);
      },
    },
  });
  const told = {
    ...warmUp,
    warm(artifact: Parameters<typeof warmUp.warm>[0]) {
      const warming = warmUp.warm(artifact);
      settled.push(warming.catch(() => undefined));
      return warming;
    },
  };
  const log = { ...app.log, error: (message: string) => void failures.push(message) };
  return createHotSwap({ warmUp: told, clock: { now: () => now }, log, onChange });
}

beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, { seed: 8 });
  versions = (await app.store.models.versions(asId<ModelName>('churn'))).toReversed();
});
beforeEach(() => {
  for (const { artifact } of versions) app.answerers.drop(artifact);
  [now, failures, broken, settled] = [0, [], new Set(), []];
});
afterAll(() => app.dispose());

function version(n: 1 | 2): ModelVersionRecord {
  const found = versions[n - 1];
  if (found === undefined) throw new Error(`no version ${n}`);
  return found;
}

async function warmed(): Promise<void> {
  await Promise.all(settled);
  await Promise.resolve();
}

describe('createHotSwap', () => {
  it('lets the old version answer until the new one is warm', async () => {
    const swap = swapOf();
    expect(swap.current('churn', version(1)).version).toBe(1);
    expect(swap.current('churn', version(2)).version).toBe(1);
    await warmed();
    expect(swap.current('churn', version(2)).version).toBe(2);
    expect(swap.current('churn', version(1)).version).toBe(2);
    await warmed();
    expect(swap.current('churn', version(1)).version).toBe(1);
  });

  it('lets a version that nothing precedes answer at once', () => {
    expect(swapOf().current('churn', version(2)).version).toBe(2);
  });

  it('warms a version up once, however many requests come meanwhile', async () => {
    const swap = swapOf();
    swap.current('churn', version(1));
    for (let i = 0; i < 100; i++) swap.current('churn', version(2));
    await warmed();
    expect(settled).toHaveLength(1);
  });

  it('keeps the old version where the new one cannot be opened, says so once, and tries again later', async () => {
    const swap = swapOf();
    swap.current('churn', version(1));
    broken.add(version(2).artifact);
    swap.current('churn', version(2));
    await warmed();
    for (let i = 0; i < 10; i++) expect(swap.current('churn', version(2)).version).toBe(1);
    expect(failures).toEqual(['a version cannot answer and does not take over']);
    broken.clear();
    now += 5000;
    swap.current('churn', version(2));
    await warmed();
    expect(swap.current('churn', version(2)).version).toBe(2);
  });

  it('switches at once to a version that was prepared', async () => {
    const swap = swapOf();
    swap.current('churn', version(1));
    await swap.prepare('churn', version(2));
    expect(swap.current('churn', version(2)).version).toBe(2);
  });

  it('tells which artifacts answer, and when they change', async () => {
    let nChanges = 0;
    const swap = swapOf(() => {
      nChanges += 1;
    });
    swap.current('churn', version(1));
    swap.current('churn@champion', version(2));
    swap.current('churn', version(1));
    expect(nChanges).toBe(2);
    expect(swap.answering()).toEqual(new Set([version(1).artifact, version(2).artifact]));
  });

  it('sends a candidate no request before it is warm, nor after it was closed', async () => {
    const swap = swapOf();
    expect(swap.isReady(version(2))).toBe(false);
    await warmed();
    expect(swap.isReady(version(2))).toBe(true);
    app.answerers.drop(version(2).artifact);
    expect(swap.isReady(version(2))).toBe(false);
  });
});
