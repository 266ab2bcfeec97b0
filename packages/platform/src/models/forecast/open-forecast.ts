import { AppError, type ArtifactHash } from '@kaizenml/contracts';
import { type ForecastModel, loadForecast } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from '../../artifacts/index.ts';
import { sha256 } from '../../kit/index.ts';
import { type ReadArtifact, readFolder } from '../read-folder.ts';
import { forecastTarget } from './forecast-target.ts';

/**
 * Opens a stored forecast artifact; every file is checked against its hash.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID; ARGUMENT_INVALID for a model that answers rows
 */
export function openStoredForecast(
  artifacts: Pick<ArtifactStore, 'read'>,
  hash: ArtifactHash,
): Promise<ForecastModel> {
  return open((file) => artifacts.read(hash, file), hash);
}

/** Opens the folder of a forecast artifact that lies anywhere on this machine. @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED */
export function openForecastFolder(folder: string): Promise<ForecastModel> {
  return open(readFolder(folder), folder);
}

async function open(read: ReadArtifact, place: string): Promise<ForecastModel> {
  const manifest = await read('manifest.json');
  if (manifest !== undefined && forecastTarget(manifest) === undefined) throw answersRows(place);
  const weights = await read('weights.bin');
  const model = await loadForecast(async (file) => (file === 'weights.bin' ? weights : manifest));
  const weightsHash = sha256(weights ?? '');
  if (weightsHash === model.manifest.weightsHash) return model;
  throw new AppError('ARTIFACT_DAMAGED', {
    message: `The weights of the forecast in ${place} must have the hash ${model.manifest.weightsHash}, got ${weightsHash}.`,
    hint: 'Make the forecast again with `kaizen run`, or restore the artifact from a backup.',
    details: { place, expected: model.manifest.weightsHash, received: weightsHash },
  });
}

function answersRows(place: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A forecast must be asked of a model that forecasts, got one that answers rows (${place}).`,
    hint: 'Ask it with `kaizen predict MODEL DATA`, or `models.predict` over HTTP.',
    details: { place },
  });
}
