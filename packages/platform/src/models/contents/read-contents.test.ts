import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArtifactFiles } from '../../artifacts/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { readContents } from './read-contents.ts';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

const NOTHING = {
  ...{ unknownFiles: [], functions: [], addresses: [], foreignOperators: [], personalColumns: [] },
};
const contentsOf = async (manifest: object, files: ArtifactFiles = {}) => {
  const text = JSON.stringify(manifest);
  const { hash } = await app.artifacts.putFolder({ 'manifest.json': text, ...files });
  return readContents(app.artifacts, hash);
};

describe('readContents', () => {
  it('finds nothing in a model that was learned here', async () => {
    const [version] = await app.store.models.versions('churn' as never);
    const artifact = version?.artifact;
    expect(artifact && (await readContents(app.artifacts, artifact))).toEqual(NOTHING);
  });

  it('names files that lie where none belongs, also below a folder', async () => {
    const learned = { kind: 'kaizenml-model', signature: { inputs: [] }, findings: [] };
    const found = await contentsOf(learned, { 'weights.bin': '', 'bin/run.sh': 'rm', 'a.pkl': '' });
    expect(found.unknownFiles).toEqual(['a.pkl', 'bin/run.sh']);
  });

  it('names columns about persons that the model reads, where training rows, or levels of them, are kept', async () => {
    const about = (column: string) => ({ code: 'PERSONAL_DATA', column });
    const learned = {
      kind: 'kaizenml-model',
      signature: { inputs: [{ name: 'email' }, { name: 'age' }] },
      findings: [about('email'), about('email'), about('phone'), { code: 'OTHER', column: 'age' }],
    };
    expect((await contentsOf(learned, { 'explain.json': '{}' })).personalColumns).toEqual([
      'email',
    ]);
    const counted = await contentsOf(learned, { 'baseline.bin': '' });
    expect([counted.personalColumns, counted.unknownFiles]).toEqual([['email'], []]);
    expect((await contentsOf(learned)).personalColumns).toEqual([]);
  });

  it('names the code of a function and the addresses of a proxy', async () => {
    const stated = { formatVersion: 1, signature: {}, findings: [], lineage: {}, environment: {} };
    const module = { file: 'model.mts', source: 'price.ts', fileHash: '', timeoutMs: 1 };
    expect(
      await contentsOf({ kind: 'kaizenml-function', ...stated, module }, { 'model.mts': 'code' }),
    ).toEqual({ ...NOTHING, functions: ['price.ts'] });
    const remote = { address: 'https://models.example.org/v2', protocol: 'oip' };
    expect(await contentsOf({ kind: 'kaizenml-proxy', ...stated, remote })).toEqual({
      ...{ ...NOTHING, addresses: ['https://models.example.org/v2'] },
    });
  });

  it('names sets of operators that are not of the standard', async () => {
    const onnx = {
      ...{ kind: 'kaizenml-onnx', formatVersion: 1 },
      opsets: { 'ai.onnx': 21, 'ai.onnx.ml': 5, 'com.acme': 1 },
    };
    const found = await contentsOf(onnx, { 'model.onnx': 'bytes', 'more.bin': '' });
    expect(found).toEqual({
      ...{ ...NOTHING, foreignOperators: ['com.acme'], unknownFiles: ['more.bin'] },
    });
  });
});
