import type { Signature } from '@kaizenml/contracts';
import { type Clock, instant, type Log } from '../kit/index.ts';
import type { Answerers } from '../models/index.ts';
import { DEFAULT_ROUTE, type LoggedRequest, type RequestLog } from '../predictions/index.ts';
import type { RolloutWatch } from '../rollouts/index.ts';
import type { Tracer } from '../tracing/index.ts';
import { versionAsker } from './ask-version.ts';
import type { Asked } from './asked.ts';
import { assertRowCount } from './assert-row-count.ts';
import type { ServingCounters } from './counters.ts';
import { type AnswerMemory, createAnswerMemory } from './remembered/index.ts';
import { roundMs } from './round-ms.ts';
import { routedAnswers } from './routed/answer-routed.ts';
import { routeFinder } from './routed/find-route.ts';
import type { Served, ServeRequest } from './served.ts';
import { type SplitAnswer, splitAnswers } from './split/answer-split.ts';
import { createCandidateLog } from './split/candidate-log.ts';
import type { Targets } from './targets.ts';

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
  readonly predictionLog: RequestLog;
  readonly watch: RolloutWatch;
  readonly counters: ServingCounters;
  readonly clock: Clock;
  readonly nextId: () => string;
  /** What endpoints remember of their answers. Default: a memory of its own. */
  readonly memory?: AnswerMemory;
  readonly log: Log;
  /** Milliseconds from any start that never go back; how long answers take is measured with it. Default: that of the process. */
  readonly elapsedMs?: () => number;
  /** Default: nobody traces. */
  readonly tracer?: Pick<Tracer, 'trace'> | undefined;
}

export function createGateway(deps: GatewayDeps): Gateway {
  const { targets, answerers, predictionLog, watch, counters, clock, nextId, log } = deps;
  const { elapsedMs = () => performance.now(), memory = createAnswerMemory(clock) } = deps;
  const ask = versionAsker({ answerers, counters, elapsedMs, memory, tracer: deps.tracer });
  const findRoute = routeFinder({ targets, answerers, log });
  const candidateLog = createCandidateLog({ predictionLog, clock, log });
  const answerRouted = routedAnswers({ ask, candidateLog });
  const answerSplit = splitAnswers({ ask, watch, predictionLog, clock, log });
  const answerOf = async (asked: Asked): Promise<SplitAnswer> => {
    const { split, version, routes } = asked.target;
    const routed = routes === undefined ? undefined : await findRoute(asked);
    if (routed !== undefined) return answerRouted(routed, asked);
    if (split !== undefined) return answerSplit(split, asked);
    return { answered: (await ask(version, asked)).answered, version, route: 'champion' };
  };
  return {
    async signatureOf(reference) {
      const { version } = targets.find(reference) ?? (await targets.resolve(reference));
      return (await answerers.get(version.artifact)).signature;
    },
    async answer({ name, rows, entity, headers, ...doubts }) {
      assertRowCount(rows.length);
      const startedAt = elapsedMs();
      const target = targets.find(name) ?? (await targets.resolve(name));
      const requestId = nextId();
      const {
        answered,
        version,
        route,
        propensity = 1,
      } = await answerOf({
        ...{ requestId, rows, entity, target, headers, doubts },
      });
      const logged: LoggedRequest = {
        requestId,
        at: instant(clock),
        endpoint: version.name,
        version: version.version,
        rows: answered.completed ?? rows,
        predictions: answered.predictions,
        latencyMs: roundMs(elapsedMs() - startedAt),
        ...(route === DEFAULT_ROUTE ? undefined : { route }),
        ...(propensity === 1 ? undefined : { propensity }),
        ...(entity === undefined ? undefined : { entity }),
      };
      const written = { predictions: JSON.stringify(answered.predictions) };
      await predictionLog.append(logged, target.settings.log, written);
      const who = { requestId, endpoint: version.name, version: version.version, route };
      return { ...answered, ...who, written };
    },
  };
}
