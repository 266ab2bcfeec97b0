import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type ArtifactHash, type ExplainFile } from '@kaizenml/contracts';
import { loadModel, type Model } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/index.ts';
import { errnoOf, sha256 } from '../kit/index.ts';

/** A model that answers, with what the artifact knows of its training data. */
export interface OpenedModel {
  readonly model: Model;
  readonly explain: ExplainFile;
}

/**
 * Opens a stored model artifact; every file is checked against its hash.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID
 */
export function openStoredModel(
  artifacts: Pick<ArtifactStore, 'read'>,
  hash: ArtifactHash,
): Promise<OpenedModel> {
  return open((file) => artifacts.read(hash, file), hash);
}

/**
 * Opens the folder of a model artifact that lies anywhere on this machine.
 *
 * @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED
 */
export function openModelFolder(folder: string): Promise<OpenedModel> {
  return open((file) => readOptional(join(folder, file)), folder);
}

async function open(
  read: (file: string) => Promise<Uint8Array | undefined>,
  place: string,
): Promise<OpenedModel> {
  const files = new Map<string, Uint8Array | undefined>();
  const model = await loadModel(async (file) => {
    const content = await read(file);
    files.set(file, content);
    return content;
  });
  const weightsHash = sha256(files.get('weights.bin') ?? '');
  if (weightsHash !== model.manifest.weightsHash)
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `The weights of the model in ${place} must have the hash ${model.manifest.weightsHash}, got ${weightsHash}.`,
      hint: 'Train the model again with `kaizen run`, or restore the artifact from a backup.',
      details: { place, expected: model.manifest.weightsHash, received: weightsHash },
    });
  return { model, explain: toExplain(files.get('explain.json')) };
}

function toExplain(content: Uint8Array | undefined): ExplainFile {
  if (content === undefined) return { background: [], importance: [], reference: [] };
  return JSON.parse(Buffer.from(content).toString('utf8')) as ExplainFile;
}

async function readOptional(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EISDIR') return undefined;
    throw thrown;
  }
}
