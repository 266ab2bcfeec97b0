import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { describeOnnx, type OnnxDescription, withoutZipMaps } from '@kaizenml/ml/onnx';
import type { Tensors } from '../tensor.ts';
import { checkTensors } from './check-tensors.ts';
import { openSession } from './open-session.ts';
import { assertRuntime } from './runtime.ts';
import type { TensorPort } from './tensor-port.ts';
import { toPorts } from './to-ports.ts';

/** An open model of ONNX Runtime. */
export interface OnnxModel {
  readonly inputs: readonly TensorPort[];
  /** Dictionaries of a `ZipMap` are tensors here, in the order of the labels. */
  readonly outputs: readonly TensorPort[];
  /** Who made the file, its operator sets, its properties and the labels of classes. */
  readonly description: OnnxDescription;
  /** Bytes of the file. The runtime takes about as much memory again for the weights. */
  readonly sizeBytes: number;
  /**
   * Answers tensors, on a thread of its own: nothing else waits. Calls of one model are answered one after the other.
   *
   * @param tensors One for every input. What they hold is copied at once.
   * @param wanted Names of outputs. Default: all.
   * @throws INPUT_SCHEMA_MISMATCH with every problem of the tensors, ARGUMENT_INVALID for an unknown output,
   * MODEL_RUN_FAILED where the model cannot compute an answer to these values, and the reason of the signal: a call that
   * waits is given up, of one that is computed the answer is thrown away.
   */
  run(
    tensors: Tensors,
    wanted?: readonly string[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Tensors>;
  /** Takes no more calls, answers those it has, and ends the thread. */
  close(): Promise<void>;
}

export interface OpenOnnxOptions {
  /** Threads that one operator may use, at least 1. Default 1: answers to rows gain nothing from more, and sums keep their order. */
  readonly threads?: number;
}

/**
 * Opens a model file; the signature is read from the file itself.
 *
 * @throws PACKAGE_ABSENT without ONNX Runtime; FILE_NOT_FOUND and so on are the reader's; MODEL_ARTIFACT_INVALID for
 * another file, operators that the runtime does not know, and inputs or outputs that are no tensors
 */
export async function openOnnx(
  path: string,
  { threads = 1 }: OpenOnnxOptions = {},
): Promise<OnnxModel> {
  assertRuntime();
  const file = basename(path);
  const bytes = await readFile(path);
  const description = describeOnnx(bytes);
  const { inputs, outputs } = portsOf(description, file);
  const readable = withoutZipMaps(bytes);
  const source = readable === bytes ? path : readable;
  const session = await openSession({ source, threads }, file);
  const names = outputs.map(({ name }) => name);
  return {
    inputs,
    outputs,
    description,
    sizeBytes: bytes.length,
    async run(tensors, wanted = names, { signal } = {}) {
      signal?.throwIfAborted();
      checkTensors(inputs, tensors);
      assertOutputs(names, wanted);
      return await session.run({ tensors, wanted }, signal);
    },
    close: () => session.close(),
  };
}

/**
 * The inputs and outputs of a described model.
 *
 * @param file Name of the file, for sentences.
 * @throws MODEL_ARTIFACT_INVALID for other things than tensors
 */
export function portsOf(
  { inputs, outputs }: OnnxDescription,
  file: string,
): { readonly inputs: TensorPort[]; readonly outputs: TensorPort[] } {
  if (outputs.length === 0)
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `${file} must be an ONNX model with at least one output, got none.`,
      hint: 'Save it with `onnx.save(model, "model.onnx")`.',
      details: { file },
    });
  return {
    inputs: toPorts(inputs, { role: 'input', file }),
    outputs: toPorts(outputs, { role: 'output', file }),
  };
}

function assertOutputs(known: readonly string[], wanted: readonly string[]): void {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0 && wanted.length > 0) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Wanted outputs must be some of ${known.join(', ')}, got ${unknown.join(', ') || 'none'}.`,
    hint: 'Leave them out to get all.',
    details: { known, wanted },
  });
}
