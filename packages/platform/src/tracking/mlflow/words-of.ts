import type { AppError, ErrorCode } from '@kaizenml/contracts';

type Details = Readonly<Record<string, unknown>>;

/** Sentences of the protocol's own server, by which clients know what the store refuses. */
const WORDS: Partial<Record<ErrorCode, (details: Details) => string | undefined>> = {
  ARTIFACT_PATH_INVALID: () => 'Invalid path',
  RUN_NOT_FOUND: ({ id }) => `Run with id=${id} not found`,
  RUN_STATE: (details) => stateWords('run', details),
  EXPERIMENT_NOT_FOUND: ({ id, name }) =>
    name === undefined
      ? `No Experiment with id=${id} exists`
      : `Could not find experiment with name '${name}'`,
  EXPERIMENT_EXISTS: ({ name, lifecycle }) =>
    lifecycle === 'deleted'
      ? `Experiment '${name}' already exists in deleted state. You can restore the experiment, or permanently delete the experiment to create a new one.`
      : `Experiment(name=${name}) already exists.`,
  EXPERIMENT_STATE: (details) => stateWords('experiment', details),
  PARAM_CHANGED: ({ id, key, value, given }) =>
    `Changing param values is not allowed. Param with key='${key}' was already logged with value='${value}' for run ID='${id}'. Attempted logging new value '${given}'.`,
  LOGGED_MODEL_NOT_FOUND: ({ id }) => `Logged model with ID '${id}' not found.`,
  TAG_NOT_FOUND: ({ key, of }) => `No tag with name: ${key} in ${of}`,
  BODY_TOO_LARGE: ({ limitBytes, isFile }) =>
    isFile === true
      ? undefined
      : `A request must have at most ${limitBytes} bytes. Please split it up and try again.`,
  MODEL_EXISTS: ({ name }) => `Registered Model (name=${name}) already exists.`,
  MODEL_NOT_FOUND: ({ name }) => `Registered Model with name=${name} not found`,
  MODEL_VERSION_NOT_FOUND: ({ name, version }) =>
    `Model Version (name=${name}, version=${version}) not found`,
  ROUTE_NOT_FOUND: ({ method, path }) => `Nothing answers ${method} ${path}.`,
};

/** What a failure says to a client of the protocol: in the protocol's words where it has some, else in ours with the hint. */
export function wordsOf({ code, message, hint, details }: AppError): string {
  const words = WORDS[code]?.(details);
  if (words !== undefined) return words;
  return hint === undefined ? message : `${message} ${hint}`;
}

function stateWords(what: string, { id, wanted, lifecycle }: Details): string {
  return `The ${what} ${id} must be in the '${wanted}' state. Current state is ${lifecycle}.`;
}
