import { open, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { openFileArtifacts } from './file-artifacts.ts';

describe('openFileArtifacts', () => {
  it('verifies a large file once and reads it after that', async () => {
    await using temp = await tempHome();
    const large = Buffer.alloc(65 * 1024 * 1024);
    const { hash } = await openFileArtifacts(temp.home).putFile(large);
    const artifacts = openFileArtifacts(temp.home);
    expect((await artifacts.read(hash)).length).toBe(large.length);
    const path = await artifacts.pathOf(hash);
    const file = await open(path, 'r+');
    await file.write(Uint8Array.of(8), 0, 1, 0);
    await file.close();
    expect((await artifacts.read(hash))[0]).toBe(8);
    await expect(openFileArtifacts(temp.home).read(hash)).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      message: `Artifact "${hash}" must be what was stored, got other content.`,
      details: { hash },
    });
    expect((await stat(path)).size).toBe(large.length);
  });
});
