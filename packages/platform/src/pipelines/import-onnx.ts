import { basename } from 'node:path';
import { AppError, type Finding, type ImportedFrom, type ModelTask } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { sha256 } from '../kit/index.ts';
import {
  MODEL_FILE,
  type OnnxManifest,
  type OnnxModel,
  openOnnx,
  type RowForm,
  rowFormOf,
} from '../runtimes/onnx/index.ts';
import type { Adopted } from './adopt-model.ts';
import { readModelFile } from './read-model-file.ts';
import { aboutArtifact, type Origin } from './steps/about-artifact.ts';

/** What is asked of an ONNX file. */
export interface OnnxRequest {
  readonly path: string;
  readonly target: string;
  /** Between commas. */
  readonly classes?: string | undefined;
  readonly data?: string | undefined;
  readonly baseScore?: string | undefined;
  readonly objective?: string | undefined;
}

/** An ONNX file that ONNX Runtime opens. */
export interface LookedAtOnnx {
  readonly task: ModelTask;
  readonly target: string;
  readonly from: ImportedFrom;
  readonly bytes: Uint8Array;
  readonly model: Pick<OnnxModel, 'inputs' | 'outputs' | 'description'>;
  /** The reason where it can only be asked by tensors. */
  readonly form: RowForm | string;
}

/**
 * Reads an ONNX file, and opens it once so that what cannot be served is not registered.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, MODEL_ARTIFACT_INVALID, ARGUMENT_INVALID, PACKAGE_ABSENT
 */
export async function lookAtOnnx(request: OnnxRequest): Promise<LookedAtOnnx> {
  const { path, target, classes } = request;
  assertOwnFields(request);
  const bytes = await readModelFile(path);
  const opened = await openOnnx(path);
  await opened.close();
  assertWhole(path, opened);
  const metadata = {
    ...opened.description.metadata,
    ...(classes === undefined ? {} : { class_names: classes }),
  };
  const model = { ...opened, description: { ...opened.description, metadata } };
  const form = rowFormOf(model, target);
  assertClasses(classes, form);
  const { producer, producerVersion, opsets } = opened.description;
  const said = Object.entries(opsets).map(([name, version]) => `${name} ${version}`);
  return {
    task: typeof form === 'string' ? 'tensors' : form.signature.output.task,
    target,
    from: {
      library: 'ONNX',
      version: `${producer} ${producerVersion}`.trim(),
      objective: said.join(', '),
      file: basename(path),
      fileHash: sha256(bytes),
    },
    bytes,
    model,
    form,
  };
}

/** Stores an ONNX file that was looked at, as it is. */
export async function packOnnx(
  { artifacts }: { readonly artifacts: ArtifactStore },
  { target, from, bytes, model, form }: LookedAtOnnx,
  origin: Omit<Origin, 'imported'>,
): Promise<Adopted> {
  const findings = findingsOf(from, form);
  const {
    metrics: _,
    primaryMetric: __,
    ...about
  } = aboutArtifact(
    origin,
    {},
    { datasetName: '', datasetHash: '', nTrainRows: 0, seed: 1, primaryMetric: '', findings },
  );
  const isTensors = typeof form === 'string';
  const manifest: OnnxManifest = {
    kind: 'kaizenml-onnx',
    formatVersion: 1,
    ...about,
    target,
    inputs: model.inputs,
    outputs: model.outputs,
    signature: isTensors ? null : form.signature,
    ...(isTensors ? { tensorsOnly: form } : {}),
    opsets: model.description.opsets,
    metadata: model.description.metadata,
    imported: from,
  };
  const stored = await artifacts.putFolder({
    'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
    [MODEL_FILE]: bytes,
  });
  return {
    artifact: stored.hash,
    sizeBytes: stored.sizeBytes,
    estimator: 'onnx',
    metrics: {},
    findings,
    nRows: 0,
  };
}

function findingsOf({ version, objective }: ImportedFrom, form: RowForm | string): Finding[] {
  const details = { library: 'ONNX', objective };
  const by = version === '' ? 'another library' : version;
  const imported = (message: string): Finding => ({
    code: 'MODEL_IMPORTED',
    severity: 'info',
    message,
    details,
  });
  const asked =
    typeof form === 'string'
      ? [imported(`It is asked by tensors and answers no rows. ${form}`)]
      : [];
  return [
    imported(`The model was exported by ${by}; ONNX Runtime computes its answers.`),
    ...asked,
    {
      code: 'MODEL_UNMEASURED',
      severity: 'warning',
      message: 'The model was never measured here, and it explains no answer.',
      details,
    },
  ];
}

function assertOwnFields({ path, data, baseScore, objective }: OnnxRequest): void {
  const given = Object.entries({ data, baseScore, objective }).find(
    ([, value]) => value !== undefined,
  );
  if (given === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `An ONNX model must be imported without \`${given[0]}\`, got "${given[1]}" for ${basename(path)}.`,
    hint: 'Import it alone; `kaizen predict MODEL rows.csv --out answers.csv` then answers rows to compare with the truth.',
    details: { [given[0]]: given[1] },
  });
}

function assertWhole(path: string, { description: { externalFiles } }: OnnxModel): void {
  if (externalFiles.length === 0) return;
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${basename(path)} must hold its weights itself, got weights in ${externalFiles.join(', ')}.`,
    hint: 'Save it in one file: `onnx.save(onnx.load("model.onnx"), "whole.onnx", save_as_external_data=False)`.',
    details: { externalFiles },
  });
}

function assertClasses(classes: string | undefined, form: RowForm | string): void {
  if (classes === undefined) return;
  const names = classes.split(',').map((name) => name.trim());
  const taken = typeof form === 'string' ? undefined : form.signature.output.classes;
  if (names.length === taken?.length && names.every((name, k) => name === taken[k])) return;
  const n = taken?.length ?? 0;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The model must be given ${n === 0 ? 'no classes' : `${n} classes of distinct names`}, got ${names.length} (${names.join(', ')}).`,
    hint: 'Name the classes in the order of the probabilities, or leave them out.',
    details: { expected: n, classes: names },
  });
}
