import type { ModelVersionRecord, TensorModel } from '../models/index.ts';
import type { Tensors } from '../runtimes/index.ts';
import type { ServingCounters } from './counters.ts';
import {
  assertOutputs,
  type CallContext,
  type InferAnswer,
  type InferRequest,
  type TensorMetadata,
} from './oip/index.ts';

/** Who answers, and what came of it is counted by. */
export interface TensorCall {
  readonly model: TensorModel;
  readonly version: ModelVersionRecord;
  readonly request: InferRequest;
  readonly context: CallContext;
  readonly counters: ServingCounters;
  readonly nextId: () => string;
}

/** The tensors of a model of tensors in the words of the protocol. */
export function ownTensors({ inputs, outputs }: Pick<TensorModel, 'inputs' | 'outputs'>): {
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
} {
  const toMetadata = ({ name, datatype, shape }: TensorMetadata) => ({ name, datatype, shape });
  return { inputs: inputs.map(toMetadata), outputs: outputs.map(toMetadata) };
}

/**
 * Answers tensors by a model that knows no rows: what a request counts as is the first axis of its first tensor.
 *
 * There are no columns to log, to watch or to split by, so nothing of it goes into the prediction log.
 *
 * @throws REQUEST_INVALID for unknown outputs, INPUT_SCHEMA_MISMATCH, MODEL_RUN_FAILED
 */
export async function answerByTensors({
  model,
  version,
  request,
  context,
  counters,
  nextId,
}: TensorCall): Promise<InferAnswer> {
  const { outputs: known } = ownTensors(model);
  assertOutputs(request, known);
  const wanted = known
    .map(({ name }) => name)
    .filter((name) => request.outputs?.some((asked) => asked.name === name) ?? true);
  const startedAt = performance.now();
  let hasFailed = true;
  try {
    const made = await model.run(tensorsOf(request), wanted, { signal: context.signal });
    hasFailed = false;
    return {
      modelName: version.name,
      modelVersion: String(version.version),
      requestId: nextId(),
      outputs: wanted.flatMap((name) => {
        const tensor = made[name];
        return tensor === undefined ? [] : [{ name, ...tensor }];
      }),
    };
  } finally {
    const nRows = request.tensors[0]?.shape[0] ?? 1;
    counters.count(version, { nRows, hasFailed, tookMs: performance.now() - startedAt });
  }
}

function tensorsOf({ tensors }: InferRequest): Tensors {
  return Object.fromEntries(
    tensors.map(({ name, datatype, shape, values }) => [name, { datatype, shape, values }]),
  );
}
