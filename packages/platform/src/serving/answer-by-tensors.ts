import { type Clock, instant } from '../kit/index.ts';
import type { ModelVersionRecord, TensorModel } from '../models/index.ts';
import {
  isLogged,
  type LoggedRequest,
  type LogPolicy,
  type RequestLog,
} from '../predictions/index.ts';
import type { Tensors } from '../runtimes/index.ts';
import type { ServingCounters } from './counters.ts';
import {
  assertOutputs,
  type CallContext,
  type InferAnswer,
  type InferRequest,
  type NamedTensor,
  type TensorMetadata,
} from './oip/index.ts';
import { roundMs } from './round-ms.ts';
import { countTensorRows, tensorRows } from './tensor-rows.ts';

/** Who answers, and what came of it is counted by. */
export interface TensorCall {
  readonly model: TensorModel;
  readonly version: ModelVersionRecord;
  readonly request: InferRequest;
  readonly context: CallContext;
  readonly counters: ServingCounters;
  readonly nextId: () => string;
  readonly predictionLog: RequestLog;
  /** What of the answer is logged. */
  readonly policy: LogPolicy;
  readonly clock: Clock;
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
 * There are no columns to check, to watch or to split by. The log gets its tensors as rows, as `tensorRows` makes them, before the
 * answer is given.
 *
 * @throws REQUEST_INVALID for unknown outputs, INPUT_SCHEMA_MISMATCH, MODEL_RUN_FAILED, DISK_FULL
 */
export async function answerByTensors({
  model,
  version,
  request,
  context,
  counters,
  nextId,
  ...logging
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
    const outputs = wanted.flatMap((name) => {
      const tensor = made[name];
      return tensor === undefined ? [] : [{ name, ...tensor }];
    });
    const requestId = nextId();
    const latencyMs = roundMs(performance.now() - startedAt);
    await logTensors(logging, { requestId, version, request, outputs, latencyMs });
    hasFailed = false;
    return {
      modelName: version.name,
      modelVersion: String(version.version),
      ...{ requestId, outputs },
    };
  } finally {
    const nRows = request.tensors[0]?.shape[0] ?? 1;
    counters.count(version, { nRows, hasFailed, tookMs: performance.now() - startedAt });
  }
}

async function logTensors(
  { predictionLog, policy, clock }: Pick<TensorCall, 'predictionLog' | 'policy' | 'clock'>,
  {
    requestId,
    version,
    request: { tensors, parameters },
    outputs,
    latencyMs,
  }: Pick<TensorCall, 'version' | 'request'> & {
    readonly requestId: string;
    readonly outputs: readonly NamedTensor[];
    readonly latencyMs: number;
  },
): Promise<void> {
  // What a sample leaves out is not made into rows either.
  if (!isLogged(policy, { requestId })) return;
  const nRows = countTensorRows(tensors);
  const { entity } = parameters;
  const logged: LoggedRequest = {
    ...{ requestId, at: instant(clock), endpoint: version.name, version: version.version },
    rows: tensorRows(tensors, nRows),
    predictions: [],
    outputs: tensorRows(outputs, nRows),
    latencyMs,
    ...(entity === undefined ? undefined : { entity: String(entity) }),
  };
  await predictionLog.append(logged, policy);
}

function tensorsOf({ tensors }: InferRequest): Tensors {
  return Object.fromEntries(
    tensors.map(({ name, datatype, shape, values }) => [name, { datatype, shape, values }]),
  );
}
