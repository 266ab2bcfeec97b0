import { AppError, type ArtifactHash, type DoubtFile, type ExplainFile } from '@kaizenml/contracts';
import { checkDoubt, loadModel, type Model, parseArtifactJson } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/index.ts';
import { sha256 } from '../kit/index.ts';
import { findOnnxManifest } from '../runtimes/onnx/index.ts';
import { findStatedManifest } from '../runtimes/stated/index.ts';
import { forecastTarget } from './forecast/forecast-target.ts';
import { sizeOfArtifact } from './pool/index.ts';
import { type ReadArtifact, readFolder } from './read-folder.ts';
import { readIfThere } from './read-if-there.ts';

/** A model that answers, with what the artifact knows of its training data. */
export interface OpenedModel {
  readonly model: Model;
  readonly explain: ExplainFile;
  /** How far its answers may be trusted; absent of an artifact that does not say. */
  readonly doubt?: DoubtFile;
  /** Memory that it takes, bytes; see `sizeOfArtifact`. */
  readonly sizeBytes: number;
}

/**
 * Opens a stored model artifact; every file is checked against its hash.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID; MODEL_FORECASTS, MODEL_FOREIGN
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
 * @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED; MODEL_FORECASTS, MODEL_FOREIGN
 */
export function openModelFolder(folder: string): Promise<OpenedModel> {
  return open(readFolder(folder), folder);
}

async function open(read: ReadArtifact, place: string): Promise<OpenedModel> {
  const files = new Map<string, Uint8Array | undefined>();
  await refuseOtherKinds(read, place);
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
  const doubt = await readIfThere(read, 'doubt.json');
  const lengthOf = (file: string) => files.get(file)?.length ?? 0;
  return {
    ...{ model, explain: toExplain(files.get('explain.json')) },
    ...(doubt === undefined ? {} : { doubt: toDoubt(doubt, model) }),
    sizeBytes: sizeOfArtifact({
      weights: lengthOf('weights.bin'),
      json: lengthOf('manifest.json') + lengthOf('explain.json') + (doubt?.length ?? 0),
    }),
  };
}

/** A forecast has no answer to a row, and what another runtime computes cannot be looked into. @throws MODEL_FORECASTS, MODEL_FOREIGN */
async function refuseOtherKinds(read: ReadArtifact, place: string): Promise<void> {
  const manifest = await read('manifest.json');
  if (findOnnxManifest(manifest) !== undefined)
    throw new AppError('MODEL_FOREIGN', {
      message: `The model in ${place} is computed by ONNX Runtime, which only answers.`,
      hint: 'Ask it with `kaizen predict MODEL rows.csv`, or with `models.predict` over HTTP.',
      details: { place },
    });
  if (findStatedManifest(manifest) !== undefined)
    throw new AppError('MODEL_FOREIGN', {
      message: `The model in ${place} was stated and not learned here: it only answers.`,
      hint: 'Ask it with `models.predict`, or over HTTP.',
      details: { place },
    });
  const target = forecastTarget(manifest);
  if (target === undefined) return;
  throw new AppError('MODEL_FORECASTS', {
    message: `The model in ${place} forecasts "${target}" and does not answer rows.`,
    hint: 'Ask it with `kaizen predict MODEL`, with or without newer rows, or with `models.forecast` over HTTP.',
    details: { place, target },
  });
}

function toDoubt(content: Uint8Array, { signature }: Model): DoubtFile {
  return checkDoubt(parseArtifactJson('doubt.json', content), signature);
}

function toExplain(content: Uint8Array | undefined): ExplainFile {
  if (content === undefined) return { background: [], importance: [], reference: [] };
  return parseArtifactJson('explain.json', content) as ExplainFile;
}
