/** How one failure shows itself: to HTTP, to a shell and in the reference. */
export interface ErrorRow {
  /** HTTP status of the problem document. */
  readonly status: number;
  /** Process exit code: 1 our bug · 2 bad input · 3 a check said no · 4 not found · 5 conflict. */
  readonly exit: 1 | 2 | 3 | 4 | 5;
  /** Short title, the same for every occurrence. */
  readonly title: string;
}

/**
 * Every failure that may cross a boundary. Codes are public: add, never rename.
 *
 * Each row has a section of the same name in `docs/reference/errors.md`.
 */
export const ERRORS = {
  INTERNAL: { status: 500, exit: 1, title: 'A bug of ours' },
  ARGUMENT_INVALID: { status: 400, exit: 2, title: 'An argument is not usable' },
  PARAM_OUT_OF_RANGE: { status: 400, exit: 2, title: 'A parameter is outside its range' },
  PARAM_UNKNOWN: { status: 400, exit: 2, title: 'No parameter has this name' },
  SHAPE_MISMATCH: { status: 400, exit: 2, title: 'Two arrays do not fit together' },
  FILE_NOT_FOUND: { status: 404, exit: 2, title: 'The file does not exist' },
  FILE_NOT_READABLE: { status: 400, exit: 2, title: 'The file cannot be read' },
  FILE_NOT_WRITABLE: { status: 400, exit: 2, title: 'The file cannot be written' },
  FILE_CHANGED: { status: 409, exit: 5, title: 'The file changed while it was read' },
  FILE_NOT_A_TABLE: { status: 400, exit: 2, title: 'The file is not a table we can read' },
  TABLE_EMPTY: { status: 400, exit: 2, title: 'The table has no rows to work with' },
  TABLE_TOO_SMALL: { status: 400, exit: 2, title: 'The table has too few rows' },
  ROW_RAGGED: { status: 400, exit: 2, title: 'A row has another number of cells than the header' },
  LINE_TOO_LONG: { status: 400, exit: 2, title: 'A line is longer than a table has' },
  COLUMN_DUPLICATE: { status: 400, exit: 2, title: 'Two columns share a name' },
  COLUMN_UNKNOWN: { status: 400, exit: 2, title: 'No column has this name' },
  MEMORY_EXHAUSTED: { status: 507, exit: 2, title: 'The work needs more memory than there is' },
  TARGET_UNUSABLE: { status: 400, exit: 2, title: 'The target cannot be learned' },
  FEATURES_UNUSABLE: { status: 400, exit: 2, title: 'No column can predict anything' },
  INPUT_SCHEMA_MISMATCH: { status: 422, exit: 2, title: 'The rows do not fit the model' },
  ASSERTION_REFUSED: { status: 422, exit: 2, title: 'A rule of the endpoint refuses the rows' },
  PROJECT_INVALID: { status: 400, exit: 2, title: 'The project file is not valid' },
  REQUEST_INVALID: { status: 400, exit: 2, title: 'The request is not valid' },
  METHOD_NOT_ALLOWED: { status: 405, exit: 2, title: 'The address takes another method' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, exit: 2, title: 'The request body is not JSON' },
  REQUEST_TIMEOUT: { status: 408, exit: 2, title: 'The request took too long to arrive' },
  BODY_TOO_LARGE: { status: 413, exit: 2, title: 'The request body is too large' },
  UNAUTHORIZED: { status: 401, exit: 2, title: 'A token is needed' },
  HOST_FORBIDDEN: { status: 403, exit: 2, title: 'The request names another host' },
  BIND_REFUSED: { status: 400, exit: 2, title: 'The server does not listen there' },
  PORT_TAKEN: { status: 409, exit: 5, title: 'Another program listens on this port' },
  KEY_NOT_FOUND: { status: 404, exit: 4, title: 'No key has this id' },
  KEY_FORBIDDEN: { status: 403, exit: 2, title: 'The key may not do this' },
  RATE_LIMITED: { status: 429, exit: 5, title: 'The key has asked too often' },
  ISSUER_UNREACHABLE: { status: 503, exit: 5, title: 'The keys of the issuer cannot be read' },
  SERVER_BUSY: { status: 429, exit: 5, title: 'The server has no place for the request' },
  ANSWER_TIMEOUT: { status: 504, exit: 5, title: 'The answer took too long' },
  TLS_INVALID: { status: 400, exit: 2, title: 'The certificate cannot be used' },
  SERVER_NOT_READY: { status: 503, exit: 5, title: 'The server should not be sent requests' },
  DISK_FULL: { status: 507, exit: 2, title: 'The disk is full' },
  HOME_NOT_WRITABLE: { status: 400, exit: 2, title: 'The home folder cannot be written' },
  HOME_TOO_NEW: { status: 409, exit: 5, title: 'The home was written by a newer version' },
  HOME_BUSY: { status: 503, exit: 5, title: 'Another process holds the home' },
  HOME_DAMAGED: { status: 500, exit: 2, title: 'The home is not what was written' },
  ARTIFACT_NOT_FOUND: { status: 404, exit: 4, title: 'No artifact has this hash' },
  ARTIFACT_DAMAGED: { status: 500, exit: 1, title: 'An artifact is not what was stored' },
  MODEL_ARTIFACT_INVALID: { status: 400, exit: 2, title: 'The folder is not a model artifact' },
  MODEL_FORECASTS: {
    status: 409,
    exit: 5,
    title: 'The model forecasts series and does not answer rows',
  },
  MODEL_TAKES_TENSORS: {
    status: 409,
    exit: 5,
    title: 'The model is asked by tensors and does not answer rows',
  },
  MODEL_FOREIGN: {
    status: 409,
    exit: 5,
    title: 'Another runtime computes the model, which cannot do this',
  },
  MODEL_NOT_EXPORTABLE: { status: 422, exit: 2, title: 'The format cannot say the model exactly' },
  MODEL_RUN_FAILED: { status: 422, exit: 2, title: 'The model could not compute an answer' },
  FUNCTION_FAILED: { status: 500, exit: 2, title: 'The function gave no usable answer' },
  REMOTE_FAILED: { status: 502, exit: 5, title: 'The other server gave no usable answer' },
  REMOTE_UNAVAILABLE: { status: 503, exit: 5, title: 'The other server cannot be asked' },
  REMOTE_TIMEOUT: { status: 504, exit: 5, title: 'The other server took too long' },
  PACKAGE_ABSENT: { status: 501, exit: 2, title: 'An optional package is not installed' },
  EXPERIMENT_NOT_FOUND: { status: 404, exit: 4, title: 'No experiment has this name' },
  RUN_NOT_FOUND: { status: 404, exit: 4, title: 'No run has this id' },
  RUN_FINISHED: { status: 409, exit: 5, title: 'The run has already ended' },
  RUN_NOT_RESUMABLE: { status: 409, exit: 5, title: 'The run cannot go on' },
  RUN_OUT_OF_REACH: {
    status: 409,
    exit: 5,
    title: 'The run is not the work of a process of this machine',
  },
  RUNS_BUSY: { status: 409, exit: 5, title: 'Other runs are under way' },
  DATASET_IN_USE: { status: 409, exit: 5, title: 'Something was made from the dataset' },
  DATASET_NOT_FOUND: { status: 404, exit: 4, title: 'No dataset has this name' },
  JOB_NOT_FOUND: { status: 404, exit: 4, title: 'No job has this name' },
  JOB_EXISTS: { status: 409, exit: 5, title: 'A job has this name already' },
  JOB_BUSY: { status: 409, exit: 5, title: 'The job is at work' },
  ALERT_NOT_FOUND: { status: 404, exit: 4, title: 'No alert has this id' },
  SCHEMA_INVALID: { status: 400, exit: 2, title: 'The file is not a schema' },
  SCHEMA_NOT_FOUND: { status: 404, exit: 4, title: 'No schema has this name' },
  SCHEMA_CHANGED: { status: 409, exit: 5, title: 'The schema changed meanwhile' },
  PATCH_NOT_FOUND: { status: 404, exit: 4, title: 'No proposed patch has this id' },
  MODEL_NOT_FOUND: { status: 404, exit: 4, title: 'No model has this name' },
  MODEL_VERSION_NOT_FOUND: { status: 404, exit: 4, title: 'The model has no such version' },
  MODEL_ALIAS_NOT_FOUND: { status: 404, exit: 4, title: 'The model has no such alias' },
  ENDPOINT_NOT_FOUND: { status: 404, exit: 4, title: 'No endpoint has this name' },
  ENDPOINT_UNREACHABLE: { status: 503, exit: 5, title: 'No server answers at the address' },
  ENDPOINT_SILENT: { status: 409, exit: 5, title: 'The endpoint has logged too few predictions' },
  PREDICTION_NOT_FOUND: { status: 404, exit: 4, title: 'No logged request has this id' },
  RELEASE_REFUSED: { status: 409, exit: 3, title: 'The artifact does not answer as it should' },
  ROLLOUT_NOT_FOUND: { status: 404, exit: 4, title: 'No rollout has this id' },
  ROLLOUT_ACTIVE: { status: 409, exit: 5, title: 'A rollout of the endpoint is under way' },
  ROLLOUT_OVER: { status: 409, exit: 5, title: 'The rollout has already ended' },
  ROLLOUT_POINTLESS: { status: 409, exit: 5, title: 'The version cannot take over' },
  ROUTE_NOT_FOUND: { status: 404, exit: 4, title: 'Nothing lives at this address' },
  GUARDRAIL_STOPPED: { status: 422, exit: 3, title: 'A guardrail stopped the run' },
  SEARCH_FAILED: { status: 500, exit: 2, title: 'No candidate could be trained' },
} as const satisfies Record<string, ErrorRow>;

/** Name of a failure. */
export type ErrorCode = keyof typeof ERRORS;
