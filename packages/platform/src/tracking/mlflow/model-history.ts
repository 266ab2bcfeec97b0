import { isLonger } from './lengths.ts';
import { LIMITS } from './limits.ts';
import { isMessage } from './message.ts';
import { refusal, tooLong } from './refusals.ts';

/** The tag in which a run keeps what models it logged: a list of JSON. */
export const MODEL_HISTORY_TAG = 'mlflow.log-model.history';

const NEEDED = ['artifact_path', 'flavors', 'run_id', 'utc_time_created'] as const;

/** The JSON by which a client tells of a model, looked through. @throws REQUEST_INVALID */
export function readModel(json: string): string {
  const model = parse(json);
  if (!isMessage(model))
    throw refusal(`Malformed model info. \n ${json.slice(0, 500)} \n is not a valid JSON.`);
  const missing = NEEDED.filter((name) => !Object.hasOwn(model, name));
  if (missing.length === 0) return json.trim();
  const listed = missing.map((name) => `'${name}'`).join(', ');
  throw refusal(`Model json is missing mandatory fields: {${listed}}`, { missing });
}

/** The history of a run with one model more. @throws REQUEST_INVALID for a tag that is no list, and where it grows too long */
export function withModel(history: string | undefined, model: string): string {
  const list = history?.trim() || '[]';
  const models = parse(list);
  if (!Array.isArray(models))
    throw refusal(
      `The tag ${MODEL_HISTORY_TAG} of a run must be a JSON list to add a model to it.`,
    );
  // What was written is kept as it is: a model may be nested deeper than JSON can be written again.
  const longer = `${list.slice(0, -1)}${models.length === 0 ? '' : ','}${model}]`;
  const { modelHistoryLength: limit } = LIMITS;
  if (isLonger(longer, limit)) throw tooLong(`Tag ${MODEL_HISTORY_TAG}`, longer, { limit });
  return longer;
}

/** The value of a JSON text; undefined where it is none. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
