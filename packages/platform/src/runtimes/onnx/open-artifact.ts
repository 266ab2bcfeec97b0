import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { sha256File } from '../../kit/index.ts';
import { findOnnxManifest, MODEL_FILE, type OnnxManifest } from './onnx-manifest.ts';
import { type OnnxRows, onnxRows, rowFormOf } from './onnx-rows.ts';
import { type OnnxModel, type OpenOnnxOptions, openOnnx } from './open-onnx.ts';

/** An open ONNX artifact. */
export interface OpenedOnnx {
  readonly manifest: OnnxManifest;
  readonly model: OnnxModel;
  /** How rows are put to it; undefined where it can only be asked by tensors: see `manifest.tensorsOnly`. */
  readonly rows: OnnxRows | undefined;
}

/**
 * Opens the folder of an ONNX artifact; the model is checked against its hash.
 *
 * @throws MODEL_ARTIFACT_INVALID, ARTIFACT_DAMAGED, PACKAGE_ABSENT
 */
export async function openOnnxArtifact(
  folder: string,
  options: OpenOnnxOptions = {},
): Promise<OpenedOnnx> {
  const manifest = findOnnxManifest(await readFile(join(folder, 'manifest.json')));
  if (manifest === undefined)
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `The folder "${folder}" must hold an ONNX artifact, got another manifest.`,
      hint: 'Import the model with `kaizen models import model.onnx`.',
      details: { folder },
    });
  const path = join(folder, MODEL_FILE);
  const expected = manifest.imported.fileHash;
  const received = await sha256File(path);
  if (received !== expected)
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `${MODEL_FILE} in ${folder} must have the hash ${expected}, got ${received}.`,
      hint: 'Import the model again with `kaizen models import`, or restore the artifact from a backup.',
      details: { folder, expected, received },
    });
  const model = await openOnnx(path, options);
  const { metadata, target } = manifest;
  const form = rowFormOf({ ...model, description: { ...model.description, metadata } }, target);
  return { manifest, model, rows: typeof form === 'string' ? undefined : onnxRows(model, form) };
}
