import type { Clock, Log } from '../../kit/index.ts';
import type { InferenceHandlers } from '../../serving/oip/index.ts';
import type { GuardParts } from '../guard.ts';
import type { ServerLimits } from '../limits/limits.ts';
import type { Line } from '../limits/line.ts';
import type { LineSink } from '../logging/line-sink.ts';
import type { ServerFigures } from '../metrics/add-metrics.ts';

/** What the calls of gRPC share with the routes of HTTP. */
export interface CallParts {
  readonly handlers: InferenceHandlers;
  readonly credentials: GuardParts['credentials'];
  readonly line: Line;
  readonly limits: ServerLimits;
  readonly figures: ServerFigures;
  readonly accessLog: LineSink | undefined;
  readonly clock: Clock;
  readonly nextId: () => string;
  /** Hears of failures that are a bug of ours. */
  readonly log: Log;
}
