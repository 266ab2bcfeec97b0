import type { Manifest } from '@kaizenml/contracts';
import type { FittedModel } from './fitted-model.ts';
import { packState } from './state-codec.ts';

/** What a manifest says besides the model itself. */
export type ModelAbout = Pick<
  Manifest,
  | 'createdAt'
  | 'metrics'
  | 'primaryMetric'
  | 'findings'
  | 'lineage'
  | 'environment'
  | 'imported'
  | 'schema'
  | 'serving'
>;

/** The two files that make a model artifact loadable. */
export interface PackedModel {
  /** Content of `manifest.json`. */
  readonly manifest: Manifest;
  /** Content of `weights.bin`. */
  readonly weights: Uint8Array;
}

/** Newest layout of a manifest that this version writes and reads. */
export const FORMAT_VERSION = 1;

/**
 * Writes a fitted model as a manifest and weights; `openModel` reads them back.
 *
 * @param about What happened around the training.
 * @param hash SHA-256 as hexadecimal; passed in, since this package touches nothing but the CPU.
 */
export function packModel(
  model: FittedModel,
  about: ModelAbout,
  hash: (bytes: Uint8Array) => string,
): PackedModel {
  const { json, tensors, bytes } = packState([model.estimator.state, model.graph]);
  const [state, graph] = json as readonly unknown[];
  const manifest: Manifest = {
    kind: 'kaizenml-model',
    formatVersion: FORMAT_VERSION,
    createdAt: about.createdAt,
    signature: model.signature,
    graph,
    estimator: { name: model.estimator.name, params: model.estimator.params, state },
    tensors,
    weightsHash: hash(bytes),
    metrics: about.metrics,
    primaryMetric: about.primaryMetric,
    findings: about.findings,
    lineage: about.lineage,
    environment: about.environment,
    ...(about.imported === undefined ? {} : { imported: about.imported }),
    ...(about.schema === undefined ? {} : { schema: about.schema }),
    ...(about.serving === undefined ? {} : { serving: about.serving }),
  };
  return { manifest, weights: bytes };
}
