import type { Row } from '@kaizenml/contracts';
import type { Answerer, Told } from '../../models/index.ts';

/** Asks a model, alone or together with the other requests of the same turn of the event loop. */
export type AnswerInTurns = (answerer: Answerer, rows: readonly Row[]) => Told | Promise<Told>;

/** Requests of a turn from which on they are answered together: our trees answer 32 rows in half the time of 32 single ones. */
const FEWEST_TOGETHER = 32;
/** A model whose quickest answer took less has nothing to share, milliseconds. */
const CHEAP_MS = 0.005;

/** A request that waits for the end of its turn. */
interface Waiting {
  readonly rows: readonly Row[];
  readonly resolve: (answers: Told | Promise<Told>) => void;
  readonly reject: (thrown: unknown) => void;
}

/** What is known of one model. */
interface Turn {
  nAsked: number;
  nAskedBefore: number;
  quickestMs: number;
  waiting: Waiting[];
}

/**
 * Puts the requests of a turn together where that pays: many came in the turn before, the model is not cheap, and it
 * answers on this thread. Nobody waits for longer than the turn, and a server with few connections never does.
 *
 * A row alone and among others gets the same bits from our models. Those that answer by a promise are computed by somebody
 * else, who does not say so, and are asked request by request. Where a request of a turn is refused or warned of, each of the turn is
 * asked by itself, so that problems are told by the rows of their own request.
 */
export function answerInTurns({
  elapsedMs,
  atEndOfTurn = setImmediate,
}: {
  readonly elapsedMs: () => number;
  readonly atEndOfTurn?: (call: () => void) => unknown;
}): AnswerInTurns {
  const turns = new WeakMap<Answerer, Turn>();
  const turnOf = (answerer: Answerer): Turn => {
    const known = turns.get(answerer);
    if (known !== undefined) return known;
    const turn = {
      ...{ nAsked: 0, nAskedBefore: 0, quickestMs: Number.POSITIVE_INFINITY, waiting: [] },
    };
    turns.set(answerer, turn);
    return turn;
  };
  const answerAlone = (answerer: Answerer, turn: Turn, rows: readonly Row[]) => {
    const startedAt = elapsedMs();
    const made = answerer.answer(rows);
    const tookMs = made instanceof Promise ? 0 : elapsedMs() - startedAt;
    if (tookMs < turn.quickestMs) turn.quickestMs = tookMs;
    return made;
  };
  return (answerer, rows) => {
    const turn = turnOf(answerer);
    if (turn.nAsked++ === 0)
      atEndOfTurn(() => {
        const { waiting, nAsked } = turn;
        Object.assign(turn, { nAsked: 0, nAskedBefore: nAsked, waiting: [] });
        if (waiting.length > 0 && !answerTogether(answerer, waiting)) turn.nAskedBefore = 0;
      });
    if (
      turn.nAskedBefore < FEWEST_TOGETHER ||
      turn.quickestMs < CHEAP_MS ||
      rows.length >= FEWEST_TOGETHER
    )
      return answerAlone(answerer, turn, rows);
    return new Promise((resolve, reject) => turn.waiting.push({ rows, resolve, reject }));
  };
}

/** @returns False where each had to be asked by itself after all; the next turn is then not put together. */
function answerTogether(answerer: Answerer, waiting: readonly Waiting[]): boolean {
  const made = tryTogether(answerer, waiting);
  if (made === undefined) {
    for (const { rows, resolve, reject } of waiting) {
      try {
        resolve(answerer.answer(rows));
      } catch (thrown) {
        reject(thrown);
      }
    }
    return false;
  }
  let start = 0;
  for (const { rows, resolve } of waiting) {
    const predictions = made.predictions.slice(start, start + rows.length);
    resolve({ ...made, predictions });
    start += rows.length;
  }
  return true;
}

/** The answers to all of a turn; undefined where some row is refused or warned of. */
function tryTogether(answerer: Answerer, waiting: readonly Waiting[]): Told | undefined {
  try {
    const made = answerer.answer(waiting.flatMap(({ rows }) => rows));
    return made instanceof Promise || made.nOffending > 0 ? undefined : made;
  } catch {
    return undefined;
  }
}
