/**
 * How much the protocol takes at once. Lengths are in characters.
 *
 * @source MLflow, "REST API"; its server's validation of requests.
 */
export const LIMITS = {
  /** Keys of metrics, params and tags. */
  keyLength: 250,
  /** Longer ones are cut, as the protocol's own server does unless it is told otherwise. */
  paramLength: 6000,
  /** Longer ones are cut. */
  runTagLength: 8000,
  experimentTagLength: 20_000,
  experimentNameLength: 500,
  artifactLocationLength: 2048,
  batchBytes: 1_000_000,
  batchMetrics: 1000,
  batchParams: 100,
  batchTags: 100,
  batchEntities: 1000,
  /** Of the tag in which a run keeps what models it logged. */
  modelHistoryLength: 1_000_000,
  /** Models that a run is told at once. */
  models: 1000,
  /** Experiments that are searched at once. */
  experiments: 10_000,
  datasets: 1000,
  datasetNameLength: 500,
  datasetDigestLength: 36,
  datasetSourceLength: 65_535,
  datasetSchemaLength: 1_048_575,
  datasetProfileLength: 16_777_215,
  inputTagKeyLength: 255,
  inputTagLength: 500,
  results: 50_000,
  historyRuns: 100,
  historyResults: 25_000,
  sampledResults: 2500,
  datasetExperiments: 20,
  loggedModels: 1000,
  loggedModelParams: 100,
} as const;
