import type { ArtifactHash, TensorEntry } from '@kaizenml/contracts';
import { packState, unpackState } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Handle } from './step.ts';

/** Stores a value, plain JSON with typed arrays, as an artifact. */
export async function putValue(artifacts: ArtifactStore, value: unknown): Promise<ArtifactHash> {
  const { json, tensors, bytes } = packState(value);
  const { hash } = await artifacts.putFolder({
    'value.json': JSON.stringify({ json, tensors }),
    'arrays.bin': bytes,
  });
  return hash;
}

/** Reads a value back, equal to the bit. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function getValue(artifacts: ArtifactStore, hash: ArtifactHash): Promise<unknown> {
  const text = new TextDecoder().decode(await artifacts.read(hash, 'value.json'));
  const { json, tensors } = JSON.parse(text) as { json: unknown; tensors: TensorEntry[] };
  return unpackState(json, tensors, await artifacts.read(hash, 'arrays.bin'));
}

/** A handle for a value that is made, or read, when somebody needs it; later calls get the same one. */
export function readyHandle<T>(hash: string, load: () => Promise<T>): Handle<T> {
  let value: Promise<T> | undefined;
  return {
    hash,
    load() {
      value ??= load();
      return value;
    },
  };
}
