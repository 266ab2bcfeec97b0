/** How often something happened and how long it took in all. */
export interface Duration {
  readonly count: number;
  readonly ns: number;
}

/** What is counted for a version of a model since it was loaded. */
export interface ModelCounters {
  readonly name: string;
  readonly version?: string;
  /** Milliseconds since 1970 UTC; 0 before the first request. */
  readonly lastInferenceMs: number;
  /** Rows answered. */
  readonly nInferences: number;
  /** Batches computed. */
  readonly nExecutions: number;
  readonly success: Duration;
  readonly fail: Duration;
  readonly queue: Duration;
  readonly computeInput: Duration;
  readonly computeInfer: Duration;
  readonly computeOutput: Duration;
  /** Requests all of whose rows were remembered; they are no executions. */
  readonly cacheHit: Duration;
  /** Other requests, where answers are remembered; what looking took is not measured. */
  readonly cacheMiss: Duration;
  readonly batches: readonly BatchCounters[];
  /** Bytes that the model takes in memory, where known. */
  readonly sizeBytes?: number;
}

/** What is counted for batches of one size. */
export interface BatchCounters {
  readonly nRows: number;
  readonly computeInput: Duration;
  readonly computeInfer: Duration;
  readonly computeOutput: Duration;
}

/**
 * Body of `GET /v2/models[/<name>[/versions/<version>]]/stats`.
 *
 * @source Triton, "Statistics Extension".
 */
export function statisticsBody(models: readonly ModelCounters[]) {
  return { model_stats: models.map(modelStatistics) };
}

function modelStatistics(model: ModelCounters) {
  return {
    name: model.name,
    ...(model.version === undefined ? {} : { version: model.version }),
    last_inference: model.lastInferenceMs,
    inference_count: model.nInferences,
    execution_count: model.nExecutions,
    inference_stats: {
      success: model.success,
      fail: model.fail,
      queue: model.queue,
      compute_input: model.computeInput,
      compute_infer: model.computeInfer,
      compute_output: model.computeOutput,
      cache_hit: model.cacheHit,
      cache_miss: model.cacheMiss,
    },
    response_stats: {},
    batch_stats: model.batches.map((batch) => ({
      batch_size: batch.nRows,
      compute_input: batch.computeInput,
      compute_infer: batch.computeInfer,
      compute_output: batch.computeOutput,
    })),
    memory_usage:
      model.sizeBytes === undefined ? [] : [{ type: 'CPU', id: 0, byte_size: model.sizeBytes }],
  };
}
