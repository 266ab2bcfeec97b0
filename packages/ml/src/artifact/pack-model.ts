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
export const FORMAT_VERSION = 2;

/** A model whose typed arrays lie elsewhere. */
interface Packed {
  readonly states: readonly (readonly unknown[])[];
  readonly graphs: readonly unknown[];
  readonly joining: Pick<Manifest, 'combination' | 'calibration' | 'decision'>;
}

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
  const { members, combination, calibration, decision } = model;
  const { json, tensors, bytes } = packState({
    states: members.map(({ states }) => states),
    graphs: model.graphs,
    joining: {
      ...(combination === undefined ? {} : { combination }),
      ...(calibration === undefined ? {} : { calibration }),
      ...(decision === undefined ? {} : { decision }),
    },
  });
  const packed = json as Packed;
  const manifest: Manifest = {
    kind: 'kaizenml-model',
    formatVersion: FORMAT_VERSION,
    createdAt: about.createdAt,
    signature: model.signature,
    graphs: packed.graphs,
    members: members.map(({ graph, estimator }, m) => ({
      graph,
      estimator,
      states: packed.states[m] ?? [],
    })),
    ...packed.joining,
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
