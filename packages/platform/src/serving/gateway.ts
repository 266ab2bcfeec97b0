import {
  AppError,
  type AppliedAssertion,
  type Prediction,
  type Row,
  type ServedAnomalies,
  type Signature,
  toAppError,
} from '@kaizenml/contracts';
import { type Clock, instant, type Log } from '../kit/index.ts';
import type { Answerers, ModelVersionRecord } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import type { RolloutWatch } from '../rollouts/index.ts';
import { assertionsOf } from './asserted.ts';
import { chooseArm } from './choose-arm.ts';
import type { ServingCounters } from './counters.ts';
import { entityOf } from './entity-of.ts';
import type { Split, Target, Targets } from './targets.ts';

/** Rows that want answers, from whatever protocol. */
export interface ServeRequest {
  /** `name`, `name@alias` or `name/version`. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** Whose answers these are: the same entity gets the same version. */
  readonly entity?: string | undefined;
}

/** What a version answers to rows, as the rules of the endpoint leave it. */
export interface Answered extends ServedAnomalies {
  /** One per row, in their order. */
  readonly predictions: readonly Prediction[];
  /** What the business rules did. */
  readonly applied: readonly AppliedAssertion[];
}

/** What a request got. */
export interface Served extends Answered {
  readonly requestId: string;
  readonly endpoint: string;
  readonly version: number;
  /** `champion`, or `candidate` while a new version takes over. */
  readonly route: Route;
}

type Route = 'champion' | 'candidate';

/** The one way from rows to answers: every protocol goes through it, so that routing, rules, the log and the guards hold for all. */
export interface Gateway {
  /**
   * Answers rows; the answer is given only after the log has it.
   *
   * A new version that fails where the champion does not is recorded as failed, and the champion's answer is given.
   *
   * @throws REQUEST_INVALID for no rows or too many, MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND, INPUT_SCHEMA_MISMATCH, ASSERTION_REFUSED, DISK_FULL; every code of opening an artifact
   */
  answer(request: ServeRequest): Promise<Served>;
  /** What the version that a reference means reads and answers; a protocol makes rows of it. */
  signatureOf(reference: string): Promise<Signature>;
}

/** What the way stands on. */
export interface GatewayDeps {
  readonly targets: Targets;
  readonly answerers: Answerers;
  readonly predictionLog: PredictionLog;
  readonly watch: RolloutWatch;
  readonly counters: ServingCounters;
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly log: Log;
  /** Milliseconds from any start that never go back; how long answers take is measured with it. Default: that of the process. */
  readonly elapsedMs?: () => number;
}

/** A request on its way. */
interface Asked {
  readonly requestId: string;
  readonly rows: readonly Row[];
  readonly entity: string | undefined;
  readonly target: Target;
}

/** Rows that one request may have, whatever the protocol: more of them are a file. */
const MAX_ROWS = 100_000;
/** Shadow answers that wait at most: behind that they are left out, never the answers that are seen. */
const MAX_SHADOWS = 64;
/** Failures from here on are those of the model, below they are those of the rows. */
const SERVER_FAULT = 500;

export function createGateway(deps: GatewayDeps): Gateway {
  const { targets, answerers, predictionLog, watch, counters, clock, nextId, log } = deps;
  const { elapsedMs = () => performance.now() } = deps;
  let nShadows = 0;

  const ask = async (version: ModelVersionRecord, { rows, target }: Asked) => {
    const answerer = await answerers.get(version.artifact);
    const startedAt = elapsedMs();
    let hasFailed = true;
    try {
      const made = answerer.answer(rows);
      const { predictions, anomalies, nOffending } = made instanceof Promise ? await made : made;
      const asserted =
        target.settings.assertions.length === 0
          ? { predictions, applied: [] }
          : assertionsOf(target.settings, answerer).apply(rows, predictions);
      hasFailed = false;
      const answered: Answered = { ...asserted, anomalies, nOffending };
      return { answered, tookMs: elapsedMs() - startedAt };
    } finally {
      counters.count(version, { nRows: rows.length, hasFailed, tookMs: elapsedMs() - startedAt });
    }
  };

  /** Asks the champion of a split; what it cannot answer is counted where the rows are not to blame. */
  const askChampion = async (split: Split, asked: Asked) => {
    const { rollout, bins } = split;
    try {
      const { answered, tookMs } = await ask(asked.target.version, asked);
      const { predictions } = answered;
      watch.answered(rollout, 'champion', { rows: asked.rows, predictions, tookMs, bins });
      return answered;
    } catch (thrown) {
      if (toAppError(thrown).row.status >= SERVER_FAULT)
        watch.failed(rollout, 'champion', asked.rows);
      throw thrown;
    }
  };

  const askCandidate = async (split: Split, asked: Asked) => {
    const { rollout, candidate, bins } = split;
    const { answered, tookMs } = await ask(candidate, asked);
    const { predictions } = answered;
    watch.answered(rollout, 'candidate', { rows: asked.rows, predictions, tookMs, bins });
    return { answered, tookMs };
  };

  const answerByCandidate = async (split: Split, asked: Asked) => {
    const { rollout, candidate } = split;
    try {
      const { answered } = await askCandidate(split, asked);
      return { answered, version: candidate, route: 'candidate' as const };
    } catch (thrown) {
      const answered = await askChampion(split, asked);
      watch.failed(rollout, 'candidate', asked.rows);
      await logCandidate(candidate, asked, { kind: 'failure', error: toAppError(thrown) });
      return { answered, version: asked.target.version, route: 'champion' as const };
    }
  };

  const answerInShadow = async (split: Split, asked: Asked): Promise<void> => {
    try {
      const { answered, tookMs } = await askCandidate(split, asked);
      await logCandidate(split.candidate, asked, {
        ...{ kind: 'shadow', predictions: answered.predictions, tookMs },
      });
    } catch (thrown) {
      watch.failed(split.rollout, 'candidate', asked.rows);
      const { code } = toAppError(thrown);
      log.debug('a shadow could not answer', { endpoint: split.candidate.name, code });
    } finally {
      nShadows -= 1;
    }
  };

  const logCandidate = (
    { name, version }: ModelVersionRecord,
    { requestId, rows, entity }: Asked,
    what:
      | { readonly kind: 'failure'; readonly error: AppError }
      | {
          readonly kind: 'shadow';
          readonly predictions: readonly Prediction[];
          readonly tookMs: number;
        },
  ): Promise<void> =>
    predictionLog.append({
      ...{ requestId, at: instant(clock), endpoint: name, version, rows },
      predictions: what.kind === 'shadow' ? what.predictions : [],
      latencyMs: what.kind === 'shadow' ? round(what.tookMs) : 0,
      ...{ route: 'candidate', kind: what.kind },
      ...(what.kind === 'failure' ? { error: what.error.code } : undefined),
      ...(entity === undefined ? undefined : { entity }),
    });

  const answerSplit = async (
    split: Split,
    asked: Asked,
  ): Promise<{ answered: Answered; version: ModelVersionRecord; route: Route }> => {
    const { rollout } = split;
    const key = asked.entity ?? entityOf(asked.rows, rollout.settings.by) ?? asked.requestId;
    const { arm, isShadowed } = chooseArm(rollout, key);
    if (arm === 'candidate') return answerByCandidate(split, asked);
    const answered = await askChampion(split, asked);
    if (isShadowed && nShadows < MAX_SHADOWS) {
      nShadows += 1;
      setImmediate(() => void answerInShadow(split, asked));
    }
    return { answered, version: asked.target.version, route: 'champion' };
  };

  return {
    async signatureOf(reference) {
      const { version } = await targets.resolve(reference);
      return (await answerers.get(version.artifact)).signature;
    },
    async answer({ name, rows, entity }) {
      assertRows(rows.length);
      const startedAt = elapsedMs();
      const target = await targets.resolve(name);
      const { split, version: champion } = target;
      const asked: Asked = { requestId: nextId(), rows, entity, target };
      const { answered, version, route } =
        split === undefined
          ? {
              answered: (await ask(champion, asked)).answered,
              version: champion,
              route: 'champion' as const,
            }
          : await answerSplit(split, asked);
      await predictionLog.append({
        requestId: asked.requestId,
        at: instant(clock),
        endpoint: version.name,
        version: version.version,
        rows,
        predictions: answered.predictions,
        latencyMs: round(elapsedMs() - startedAt),
        ...(split === undefined ? undefined : { route }),
        ...(entity === undefined ? undefined : { entity }),
      });
      const { requestId } = asked;
      return { ...answered, requestId, endpoint: version.name, version: version.version, route };
    },
  };
}

function assertRows(nRows: number): void {
  if (nRows >= 1 && nRows <= MAX_ROWS) return;
  throw new AppError('REQUEST_INVALID', {
    message: `A request must have 1 to ${MAX_ROWS} rows, got ${nRows}.`,
    hint: 'Send them in several requests, or answer a file with `kaizen predict`.',
    details: { nRows, maxRows: MAX_ROWS },
  });
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
