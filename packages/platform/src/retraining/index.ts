export { type Begin, type Begun, beginRetraining } from './beginning/begin.ts';
export type { RetrainerDeps, TableDeps } from './deps.ts';
export { openRetrainer } from './open-retrainer.ts';
export { openRetrainings } from './open-retrainings.ts';
export { createRetrainer, type Retrainer } from './retrainer.ts';
export { type StandIn, standDown, standIn } from './stand-in.ts';
export type { RetrainingRecord, RetrainingStore } from './store.ts';
