import { toAppError } from '@kaizenml/contracts';
import { type Clock, instant, type Log } from '../../kit/index.ts';
import type { ModelVersionRecord } from '../../models/index.ts';
import type { LoggedRequest, RequestLog } from '../../predictions/index.ts';
import type { AnsweredInTime } from '../ask-version.ts';
import type { Asked } from '../asked.ts';
import { roundMs } from '../round-ms.ts';

/** Logs what a candidate did that nobody saw. A log that cannot be written is told to operators, and is nobody's failure. */
export interface CandidateLog {
  shadow(candidate: ModelVersionRecord, asked: Asked, made: AnsweredInTime): Promise<void>;
  failure(
    candidate: ModelVersionRecord,
    asked: Asked,
    failed: { readonly code: string; readonly route?: string },
  ): Promise<void>;
}

export function createCandidateLog({
  predictionLog,
  clock,
  log,
}: {
  readonly predictionLog: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
}): CandidateLog {
  const append = async (
    { name, version }: ModelVersionRecord,
    { requestId, rows, entity, target }: Asked,
    what: Pick<LoggedRequest, 'kind' | 'predictions' | 'latencyMs' | 'error' | 'route'>,
  ): Promise<void> => {
    try {
      const logged: LoggedRequest = {
        ...{ requestId, at: instant(clock), endpoint: name, version, rows, route: 'candidate' },
        ...what,
        ...(entity === undefined ? undefined : { entity }),
      };
      await predictionLog.append(logged, target.settings.log);
    } catch (thrown) {
      const { code } = toAppError(thrown);
      log.error('what a new version did could not be logged', { endpoint: name, version, code });
    }
  };
  return {
    shadow: (candidate, asked, { answered, tookMs }) =>
      append(
        candidate,
        answered.completed === undefined ? asked : { ...asked, rows: answered.completed },
        {
          ...{ kind: 'shadow', predictions: answered.predictions, latencyMs: roundMs(tookMs) },
        },
      ),
    failure: (candidate, asked, { code, route = 'candidate' }) =>
      append(candidate, asked, {
        kind: 'failure',
        predictions: [],
        latencyMs: 0,
        error: code,
        route,
      }),
  };
}
