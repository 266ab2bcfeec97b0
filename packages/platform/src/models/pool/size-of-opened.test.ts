import { asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openSampleApp } from '../../testing/sample-app.ts';
import { sizeOfArtifact, sizeOfOnnx } from './size-of-opened.ts';

describe('sizes of opened models', () => {
  it('grow with every file, and are above zero for the smallest', () => {
    const small = sizeOfArtifact({ weights: 0, json: 0 });
    expect(small).toBeGreaterThan(0);
    expect(sizeOfArtifact({ weights: 1e6, json: 0 })).toBeGreaterThanOrEqual(small + 1e6);
    expect(sizeOfArtifact({ weights: 0, json: 1e6 })).toBeGreaterThanOrEqual(small + 1e6);
    expect(sizeOfOnnx(1e6)).toBeGreaterThanOrEqual(sizeOfOnnx(0) + 1e6);
  });

  it('are counted by the pool of an app for what is open', async () => {
    const app = await openSampleApp();
    expect(app.pool.figures().openBytes).toBe(0);
    await app.targets.warmUp('churn');
    const { openBytes, nPinned, openByKind } = app.pool.figures();
    const [version] = await app.store.models.versions(asId<ModelName>('churn'));
    const opened = version && (await app.models.get(version.artifact));
    expect(openBytes).toBe(opened?.sizeBytes);
    expect([...openByKind]).toEqual([['rows', 1]]);
    expect(nPinned).toBe(1);
    await app.dispose();
  });
});
