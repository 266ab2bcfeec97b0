import { isMessage, type Message } from './message.ts';
import { refusal } from './refusals.ts';

/** The tag in which a run keeps what models it logged: a list of JSON. */
export const MODEL_HISTORY_TAG = 'mlflow.log-model.history';

const NEEDED = ['artifact_path', 'flavors', 'run_id', 'utc_time_created'] as const;

/** What a client tells of a model, from its JSON. @throws REQUEST_INVALID */
export function readModel(json: string): Message {
  const model = parse(json);
  if (!isMessage(model))
    throw refusal(`Malformed model info. \n ${json.slice(0, 500)} \n is not a valid JSON.`);
  const missing = NEEDED.filter((name) => !Object.hasOwn(model, name));
  if (missing.length === 0) return model;
  const listed = missing.map((name) => `'${name}'`).join(', ');
  throw refusal(`Model json is missing mandatory fields: {${listed}}`, { missing });
}

/** The history of a run with one model more. @throws REQUEST_INVALID for a tag that is no list */
export function withModel(history: string | undefined, model: Message): string {
  const models = history === undefined || history === '' ? [] : parse(history);
  if (Array.isArray(models)) return JSON.stringify([...models, model]);
  throw refusal(`The tag ${MODEL_HISTORY_TAG} of a run must be a JSON list to add a model to it.`);
}

/** The value of a JSON text; undefined where it is none. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
