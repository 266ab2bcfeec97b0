import {
  AppError,
  type Finding,
  type ImportedFrom,
  type Manifest,
  type Signature,
} from '@kaizenml/contracts';
import type { TensorPort } from './tensor-port.ts';

/** Name of the model file in its artifact. */
export const MODEL_FILE = 'model.onnx';

/** `manifest.json` of an artifact that holds a model of ONNX, unchanged, as `model.onnx`. */
export interface OnnxManifest {
  readonly kind: 'kaizenml-onnx';
  /** Version of this layout. A reader accepts every version up to its own. */
  readonly formatVersion: 1;
  readonly createdAt: string;
  /** Name of what it answers. */
  readonly target: string;
  readonly inputs: readonly TensorPort[];
  readonly outputs: readonly TensorPort[];
  /** Null where it can only be asked by tensors; `tensorsOnly` then says why. */
  readonly signature: Signature | null;
  readonly tensorsOnly?: string;
  /** Version by operator set. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Properties that whoever exported it added. */
  readonly metadata: Readonly<Record<string, string>>;
  /** `imported.fileHash` is the hash of `model.onnx`. */
  readonly imported: ImportedFrom;
  readonly findings: readonly Finding[];
  readonly lineage: Manifest['lineage'];
  readonly environment: Manifest['environment'];
}

/** The manifest of an ONNX artifact; undefined for another artifact. @throws MODEL_ARTIFACT_INVALID for a newer layout */
export function findOnnxManifest(content: Uint8Array | undefined): OnnxManifest | undefined {
  if (content === undefined) return undefined;
  const text = Buffer.from(content).toString('utf8');
  if (!text.slice(0, 200).includes('"kaizenml-onnx"')) return undefined;
  const manifest = JSON.parse(text) as OnnxManifest;
  if (manifest.formatVersion === 1) return manifest;
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `Field \`formatVersion\` of manifest.json must be 1, got ${manifest.formatVersion}.`,
    hint: 'Update KaizenML: a newer version wrote this artifact.',
    details: { formatVersion: manifest.formatVersion },
  });
}
