import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

export type SchemaShown = OutputOf<Operations['schemas']['show']>;
export type CheckResult = OutputOf<Operations['datasets']['validate']>;
export type WireAnomaly = SchemaShown['open'][number];
