import type { Home } from '../../kit/index.ts';
import type { LoggedRequest, PredictionLog, Written } from '../log.ts';
import { ensureLogKey } from './log-key.ts';
import { type LogPolicy, withPolicy } from './log-policy.ts';
import { type Pseudonymize, pseudonymizer } from './pseudonymizer.ts';

/** Where answers are logged, as the policy of their endpoint lets them be. */
export interface RequestLog {
  /** Resolves when the operating system has what the policy leaves of the request; at once where that is nothing. */
  append(request: LoggedRequest, policy: LogPolicy, written?: Written): Promise<void>;
}

/** A prediction log behind policies: what they leave out never reaches the disk. The key is read when the first value is hashed. */
export function createRequestLog(
  predictionLog: Pick<PredictionLog, 'append'>,
  home: Pick<Home, 'path' | 'newTempPath'>,
): RequestLog {
  let opening: Promise<Pseudonymize> | undefined;
  let opened: Pseudonymize | undefined;
  const openKey = (): Promise<Pseudonymize> => {
    opening ??= ensureLogKey(home)
      .then((key) => {
        opened = pseudonymizer(key);
        return opened;
      })
      .catch((thrown: unknown) => {
        opening = undefined;
        throw thrown;
      });
    return opening;
  };
  return {
    async append(request, policy, written) {
      const pseudonymize = hashes(policy) ? (opened ?? (await openKey())) : undefined;
      const left = withPolicy(policy, request, pseudonymize);
      if (left === undefined) return;
      const isAsWritten = left.predictions === request.predictions;
      await predictionLog.append(left, isAsWritten ? written : undefined);
    },
  };
}

function hashes({ redact }: LogPolicy): boolean {
  for (const column in redact) if (redact[column] === 'hash') return true;
  return false;
}
