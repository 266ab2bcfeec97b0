import type { Row } from '@kaizenml/contracts';
import type { Answerers, ModelVersionRecord, Told } from '../models/index.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Asked } from './asked.ts';
import { assertionsOf } from './asserted.ts';
import type { ServingCounters } from './counters.ts';
import { doorOf, doubtsOf } from './door/index.ts';
import { type AnswerMemory, answerRemembered, type Recalled } from './remembered/index.ts';
import type { Answered } from './served.ts';
import { answerInTurns } from './turns/answer-in-turns.ts';

/** What one version answered, and how long reading, answering and applying rules took, milliseconds. */
export interface AnsweredInTime {
  readonly answered: Answered;
  readonly tookMs: number;
}

/** Asks one version. @throws what the model and the rules of the endpoint throw */
export type AskVersion = (version: ModelVersionRecord, asked: Asked) => Promise<AnsweredInTime>;

/**
 * Asks versions by their artifacts behind the door of the endpoint, applies its rules, and counts what came of it.
 *
 * While a rollout is under way every request is asked by itself and nothing is remembered: the version with more requests
 * would seem faster.
 */
export function versionAsker({
  answerers,
  counters,
  elapsedMs,
  memory,
  tracer,
}: {
  readonly answerers: Answerers;
  readonly counters: ServingCounters;
  readonly elapsedMs: () => number;
  readonly memory: AnswerMemory;
  /** Makes a span of the checks at the door. Default: nobody traces. */
  readonly tracer?: Pick<Tracer, 'trace'> | undefined;
}): AskVersion {
  const answerTurn = answerInTurns({ elapsedMs });
  return async (version, { rows, target, doubts: asks }) => {
    const answerer = await answerers.get(version.artifact);
    const startedAt = elapsedMs();
    let hasFailed = true;
    let tookMs = 0;
    let nRemembered: number | undefined;
    try {
      const door = doorOf(target.settings, answerer);
      const { rows: passed, ...report } =
        tracer === undefined
          ? door.pass(rows)
          : tracer.trace('gateway.door', () => door.pass(rows));
      const ask = (asked: readonly Row[]) =>
        target.split === undefined ? answerTurn(answerer, asked) : answerer.answer(asked);
      const known =
        target.split === undefined ? memory.find(version, target.settings.cache) : undefined;
      const made =
        known === undefined
          ? ask(passed)
          : answerRemembered(passed, { memory: known, model: answerer, ask });
      const told: Told & Partial<Recalled> = made instanceof Promise ? await made : made;
      nRemembered = told.nRemembered;
      const { predictions, anomalies, nOffending, spans, completed } = told;
      const { assertions } = target.settings;
      const asserted =
        assertions.length === 0
          ? { predictions, applied: [] }
          : assertionsOf(target.settings, answerer).apply(passed, predictions);
      const doubts = doubtsOf(answerer, target.settings, {
        rows: passed,
        ...asserted,
        asked: asks,
      });
      hasFailed = false;
      tookMs = elapsedMs() - startedAt;
      const answered: Answered = { ...asserted, anomalies, nOffending, ...report, ...doubts };
      if (spans === undefined && completed === undefined) return { answered, tookMs };
      const ofGraph = { ...(spans && { spans }), ...(completed && { completed }) };
      return { answered: { ...answered, ...ofGraph }, tookMs };
    } finally {
      if (hasFailed) tookMs = elapsedMs() - startedAt;
      counters.count(version, { nRows: rows.length, nRemembered, hasFailed, tookMs });
    }
  };
}
