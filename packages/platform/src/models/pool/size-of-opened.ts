import type { ForecastModel } from '@kaizenml/ml/forecast';

/** Sizes of the files of an artifact, bytes. */
export interface FileSizes {
  readonly weights: number;
  /** `manifest.json` and `explain.json` together. */
  readonly json: number;
}

/** An object of JSON takes this many times its text; both files are kept, of the rows of the background two copies. */
const PER_JSON_BYTE = 5;
/** Typed arrays of a state, and what predictors compile of them: indices, cells, programs of trees. */
const PER_WEIGHT_BYTE = 2;
/** Functions and tables of even the smallest model. */
const LEAST_BYTES = 64 * 1024;

/** A thread, its heap and the runtime's session, without a model. */
const SESSION_BYTES = 24 * 1024 ** 2;
/** The weights, and what the runtime prepares of them. */
const PER_ONNX_BYTE = 3;

/** Memory that a function or the client of another server is taken to need, bytes: a thread with a heap, or connections. */
export const STATED_BYTES = 24 * 1024 ** 2;

/**
 * Memory that an opened model of ours takes, bytes; estimated from its files, since what V8 holds for one model cannot be told
 * from what it holds for others.
 *
 * `bench/model-memory.ts` compares it with what processes really take.
 */
export function sizeOfArtifact({ weights, json }: FileSizes): number {
  return LEAST_BYTES + PER_WEIGHT_BYTE * weights + PER_JSON_BYTE * json;
}

/** Memory that an open ONNX model takes, bytes. @param fileBytes Size of the model file. */
export function sizeOfOnnx(fileBytes: number): number {
  return SESSION_BYTES + PER_ONNX_BYTE * fileBytes;
}

/** Memory that an opened forecast takes, bytes: its manifest holds all that it is, beside its typed arrays. */
export function sizeOfForecast({ manifest }: ForecastModel): number {
  const nElements = manifest.tensors.reduce((sum, { length }) => sum + length, 0);
  return sizeOfArtifact({ weights: 8 * nElements, json: JSON.stringify(manifest).length });
}
