import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

export type Plan = OutputOf<Operations['runs']['plan']>;
export type LiveRun = OutputOf<Operations['runs']['progress']>;
export type LiveTrial = LiveRun['trials'][number];
export type LiveMetric = NonNullable<LiveRun['metric']>;
