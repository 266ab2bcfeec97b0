import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactHash } from '@kaizenml/contracts';
import { makeBaseline, packBaseline } from '@kaizenml/ml/windows';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type ArtifactStore, openFileArtifacts } from '../artifacts/index.ts';
import { type TempHome, tempHome } from '../testing/temp-home.ts';
import { openBaseline } from './open-baseline.ts';

let temp: TempHome;
let artifacts: ArtifactStore;
beforeAll(async () => {
  temp = await tempHome();
  artifacts = openFileArtifacts(temp.home);
});
afterAll(() => temp[Symbol.asyncDispose]());

const made = makeBaseline({
  inputs: [{ name: 'x', kind: 'number', values: Float64Array.of(1, 2, 2) }],
});
const put = async (content?: Uint8Array): Promise<ArtifactHash> => {
  const files = { 'manifest.json': '{}', ...(content && { 'baseline.bin': content }) };
  return (await artifacts.putFolder(files)).hash;
};

describe('openBaseline', () => {
  it('gives what was packed, and nothing of an artifact from before there were any', async () => {
    expect(await openBaseline(artifacts, await put(packBaseline(made)))).toEqual(made);
    expect(await openBaseline(artifacts, await put())).toBeUndefined();
  });

  it('says that the artifact is damaged where the file is another one than was stored', async () => {
    const hash = await put(Uint8Array.of(...packBaseline(made), 1));
    await writeFile(join(await artifacts.pathOf(hash), 'baseline.bin'), packBaseline(made));
    expect(await rejectionOf(openBaseline(artifacts, hash))).toMatchObject({
      code: 'ARTIFACT_DAMAGED',
    });
  });

  it('says which file of the artifact is no baseline, and which artifact is not there', async () => {
    const cut = await put(packBaseline(made).subarray(0, 40));
    expect(await rejectionOf(openBaseline(artifacts, cut))).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      details: { file: 'baseline.bin' },
    });
    const unknown = '0'.repeat(64) as ArtifactHash;
    expect(await rejectionOf(openBaseline(artifacts, unknown))).toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    });
  });
});
