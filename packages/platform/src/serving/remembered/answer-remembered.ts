import { type ErrorCode, type Row, type Signature, toAppError } from '@kaizenml/contracts';
import type { Answerer, Told } from '../../models/index.ts';
import type { ArtifactMemory, RememberedAnswer } from './endpoint-memory.ts';
import { type RowKey, rowKeyOf } from './row-key.ts';

/** Answers, and how many of them the model was not asked for. */
export interface Recalled extends Told {
  readonly nRemembered: number;
}

/** Failures that name rows of the request by their places in it. */
const ABOUT_ROWS: ReadonlySet<ErrorCode> = new Set(['INPUT_SCHEMA_MISMATCH', 'GRAPH_UNROUTED']);

/**
 * Answers the rows that are known from memory and asks the model for the others, in one call.
 *
 * Where one of the others is refused or warned of, the whole request is asked as if nothing were known, so that problems are told by the rows of
 * the request; and nothing of it is remembered.
 *
 * @param rows As the door let them pass.
 * @returns No promise where every row is known.
 * @throws what the model throws
 */
export function answerRemembered(
  rows: readonly Row[],
  {
    memory,
    model,
    ask,
  }: {
    readonly memory: ArtifactMemory;
    readonly model: Pick<Answerer, 'signature'>;
    readonly ask: (rows: readonly Row[]) => Told | Promise<Told>;
  },
): Recalled | Promise<Recalled> {
  const keys = rows.map(keyOf(model.signature));
  const known = keys.map((key) => (key === undefined ? undefined : memory.find(key)));
  const asked = rows.flatMap((_, i) => (known[i] === undefined ? i : []));
  const nRemembered = rows.length - asked.length;
  memory.count(nRemembered, asked.length);
  if (asked.length === 0)
    return { ...merge(rows, known), anomalies: [], nOffending: 0, nRemembered };
  return askRest();

  async function askRest(): Promise<Recalled> {
    const told = await tellRest();
    if (told === undefined) return { ...(await ask(rows)), nRemembered: 0 };
    const { predictions, completed, ...rest } = told;
    if (told.nOffending > 0) return { ...told, nRemembered };
    asked.forEach((at, i) => {
      const key = keys[at];
      const prediction = predictions[i];
      if (prediction === undefined) return;
      const answer = { prediction, completed: completed?.[i] };
      known[at] = answer;
      if (key !== undefined) memory.put(key, answer);
    });
    return { ...rest, ...merge(rows, known), nRemembered };
  }

  /** The answers to the rows that are not known; undefined where all must be asked. */
  async function tellRest(): Promise<Told | undefined> {
    if (nRemembered === 0) return await ask(rows);
    try {
      const told = await ask(asked.map((at) => rows[at] as Row));
      return told.nOffending > 0 ? undefined : told;
    } catch (thrown) {
      if (ABOUT_ROWS.has(toAppError(thrown).code)) return undefined;
      throw thrown;
    }
  }
}

/** Answers in the order of their rows, and the rows completed where a graph completed one. */
function merge(
  rows: readonly Row[],
  answers: readonly (RememberedAnswer | undefined)[],
): Pick<Told, 'predictions' | 'completed'> {
  const predictions = answers.map((answer) => (answer as RememberedAnswer).prediction);
  if (answers.every((answer) => answer?.completed === undefined)) return { predictions };
  return { predictions, completed: rows.map((row, i) => answers[i]?.completed ?? row) };
}

/** Forgotten with the models that they are of. */
const KEYS = new WeakMap<Signature, RowKey>();

function keyOf(signature: Signature): RowKey {
  const known = KEYS.get(signature);
  if (known !== undefined) return known;
  const made = rowKeyOf(signature);
  KEYS.set(signature, made);
  return made;
}
