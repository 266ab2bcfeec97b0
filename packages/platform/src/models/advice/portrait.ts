import type { ArtifactHash, Manifest, Signature } from '@kaizenml/contracts';
import { type ForecastShape, nameFrequency } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from '../../artifacts/index.ts';
import { findOnnxManifest, type OnnxManifest } from '../../runtimes/onnx/index.ts';
import { findStatedManifest, type StatedManifest } from '../../runtimes/stated/index.ts';
import { forecastTarget } from '../forecast/forecast-target.ts';
import { forecastSignature } from '../forecast/newer-points.ts';

/** What two versions of a model are compared by: what callers see of it, and what made it. */
export interface Portrait {
  readonly kind: string;
  /** Null of a model that is asked by tensors alone. */
  readonly signature: Signature | null;
  /** What callers rely on beside it, by what it is called in a sentence: the horizon of a forecast, the tensors of a file. */
  readonly relied: Readonly<Record<string, string>>;
  /** What was learned from, as texts that are equal where it is the same. */
  readonly data: string;
  /** Algorithm and parameters. */
  readonly method: string;
  /** Hash of what was learned; empty where nothing is. */
  readonly weights: string;
  readonly environment: Manifest['environment'];
}

/** Reads the portrait of an artifact of any kind. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID */
export async function readPortrait(
  artifacts: Pick<ArtifactStore, 'read'>,
  artifact: ArtifactHash,
): Promise<Portrait> {
  const content = await artifacts.read(artifact, 'manifest.json');
  const onnx = findOnnxManifest(content);
  if (onnx !== undefined) return ofOnnx(onnx);
  const stated = findStatedManifest(content);
  if (stated !== undefined) return ofStated(stated);
  const manifest: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
  return forecastTarget(content) === undefined
    ? ofLearned(manifest as Manifest)
    : ofForecast(manifest as ForecastOutline);
}

function ofLearned({ signature, members, ...manifest }: Manifest): Portrait {
  const { kind, combination, decision, lineage, weightsHash, environment, imported } = manifest;
  const { seed } = lineage;
  const estimators = members.map(({ estimator, states }) => [estimator, states.length]);
  const isClusters = signature.output.unlabeled === 'clusters';
  return {
    ...{ kind, signature, environment, weights: weightsHash },
    relied: isClusters ? { 'what the clusters mean': weightsHash } : {},
    data: textOf([lineage.datasetHash, lineage.nTrainRows]),
    method: textOf([estimators, kindOf(combination), kindOf(decision), seed, imported?.fileHash]),
  };
}

/** Parts of the manifest of a forecast. */
interface ForecastOutline extends Pick<Manifest, 'lineage' | 'environment' | 'weightsHash'> {
  readonly kind: string;
  readonly shape: ForecastShape;
  readonly series: readonly { readonly members?: readonly { readonly name: string }[] }[];
}

function ofForecast({ kind, shape, series, ...manifest }: ForecastOutline): Portrait {
  const { lineage, environment, weightsHash } = manifest;
  const names = series.map(({ members = [] }) => members.map(({ name }) => name));
  return {
    ...{ kind, environment, weights: weightsHash, signature: forecastSignature(shape) },
    relied: {
      'the distance of steps': nameFrequency(shape.frequency),
      'the number of steps': String(shape.horizon),
    },
    data: textOf([lineage.datasetHash, lineage.nTrainRows]),
    method: textOf([names, shape.period, lineage.seed]),
  };
}

function ofOnnx({
  kind,
  signature,
  inputs,
  outputs,
  imported,
  environment,
}: OnnxManifest): Portrait {
  const ports = (all: OnnxManifest['inputs']) =>
    all.map(({ name, datatype, shape }) => `${name} ${datatype} [${shape}]`).join(', ');
  return {
    ...{ kind, signature, environment, data: '', weights: imported.fileHash },
    relied: { 'the tensors it takes': ports(inputs), 'the tensors it gives': ports(outputs) },
    method: imported.fileHash,
  };
}

function ofStated(manifest: StatedManifest): Portrait {
  const { kind, signature, environment } = manifest;
  const by =
    manifest.kind === 'kaizenml-function'
      ? manifest.module.fileHash
      : manifest.kind === 'kaizenml-graph'
        ? manifest.graph
        : [manifest.remote, manifest.form];
  return { kind, signature, relied: {}, data: '', method: textOf(by), weights: '', environment };
}

/** How answers are combined or called, without the numbers that were learned for it. */
function kindOf(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'kind' in part ? part.kind : undefined;
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}
