import { existsSync, statSync } from 'node:fs';
import { AppError } from '@kaizenml/contracts';
import type { Model } from '@kaizenml/ml/artifact';
import type { ForecastModel } from '@kaizenml/ml/forecast';
import type { App } from '../app.ts';
import { findOnnxManifest, type OnnxRows, openOnnxArtifact } from '../runtimes/onnx/index.ts';
import { forecastTarget } from './forecast/forecast-target.ts';
import { openForecastFolder } from './forecast/open-forecast.ts';
import { openModelFolder } from './open.ts';
import { nameOf, openReadable } from './open-readable.ts';
import { readFolder } from './read-folder.ts';
import { resolveModel } from './resolve-model.ts';
import { rowsOfOnnx } from './rows-of-onnx.ts';

/** A model of any kind, and where its artifact lies. */
export type OpenedAnswering = {
  readonly name: string;
  readonly version: number | null;
  readonly folder: string;
} & (
  | { readonly kind: 'rows'; readonly model: Model }
  | { readonly kind: 'onnx'; readonly model: OnnxRows }
  | { readonly kind: 'forecast'; readonly forecast: ForecastModel }
);

/**
 * Opens what a reference names: a registered model, or the folder of an artifact.
 *
 * @throws MODEL_NOT_FOUND, MODEL_ARTIFACT_INVALID, MODEL_TAKES_TENSORS
 */
export async function openAnswering(
  openApp: () => Promise<App>,
  reference: string,
): Promise<OpenedAnswering> {
  const manifest = await readFolder(reference)('manifest.json');
  if (manifest !== undefined) {
    const place = { name: reference, version: null, folder: reference };
    if (forecastTarget(manifest) !== undefined)
      return { ...place, kind: 'forecast', forecast: await openForecastFolder(reference) };
    if (findOnnxManifest(manifest) !== undefined)
      return { ...place, kind: 'onnx', model: rowsOfOnnx(await openOnnxArtifact(reference)) };
    return { ...place, kind: 'rows', model: (await openModelFolder(reference)).model };
  }
  if (existsSync(reference) && statSync(reference).isDirectory()) {
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `The folder "${reference}" must hold a model artifact, got no manifest.json in it.`,
      hint: 'Name a registered model (`kaizen models list`), or the artifact folder that `kaizen run --json` prints.',
      details: { folder: reference },
    });
  }
  const app = await openApp();
  const resolved = await resolveModel(app.store.models, reference);
  const { name, version, artifact } = resolved;
  const place = { name, version, folder: await app.artifacts.pathOf(artifact) };
  const stored = await app.artifacts.read(artifact, 'manifest.json');
  if (forecastTarget(stored) !== undefined)
    return { ...place, kind: 'forecast', forecast: await app.forecasts.get(artifact) };
  if (findOnnxManifest(stored) !== undefined)
    return { ...place, kind: 'onnx', model: rowsOfOnnx(await app.onnx.get(artifact)) };
  return {
    ...place,
    kind: 'rows',
    model: (await openReadable(app.models, nameOf(resolved))).model,
  };
}
