import { resolve } from 'node:path';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { readFitted } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/index.ts';
import { writeFileAtomic } from '../kit/index.ts';
import { version as producerVersion } from '../version.ts';
import type { ModelCache } from './model-cache.ts';
import { nameOf, openReadable } from './open-readable.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore } from './store.ts';

/** Writes a model as a file of another format. */
export const exportModel =
  (
    store: ModelStore,
    {
      artifacts,
      models,
    }: { readonly artifacts: Pick<ArtifactStore, 'read'>; readonly models: ModelCache },
  ): Handler<Operations['models']['export']> =>
  async ({ name, format, out }) => {
    const resolved = await resolveModel(store, name);
    const { name: model, version, artifact } = resolved;
    const { manifest } = (await openReadable(models, nameOf(resolved))).model;
    const fitted = readFitted(manifest, await artifacts.read(artifact, 'weights.bin'));
    const { toOnnx } = await import('@kaizenml/ml/onnx');
    const bytes = toOnnx(fitted, { version: producerVersion });
    const path = resolve(out ?? `${model}.onnx`);
    try {
      await writeFileAtomic(path, bytes);
    } catch (thrown) {
      const { notWritable } = await import('../datasets/index.ts');
      throw notWritable(thrown, path);
    }
    return { model, version, format, path, sizeBytes: bytes.length };
  };
