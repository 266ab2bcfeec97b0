export { type BetaPrior, logMixture, type Trials } from './bernoulli-mixture.ts';
export type { BinnedState } from './binned.ts';
export { classShift } from './class-shift.ts';
export { type Decision, decide, type Finding, type Watch } from './decide.ts';
export type {
  AnyGuard,
  Arm,
  ArmSummary,
  Evidence,
  Guard,
  JudgeOptions,
  Outcome,
  PerArm,
  Verdict,
} from './guard.ts';
export { GUARDS, getGuard } from './guards.ts';
export { type LatencyState, latency } from './latency.ts';
export { latencyBin } from './latency-bins.ts';
export { type MeanState, mean } from './mean.ts';
export { WARM_UP } from './mean-evidence.ts';
export { type GroupedState, type GroupedValue, OTHER_GROUP, perGroup } from './per-group.ts';
export { type RateState, rate } from './rate.ts';
export { rateExcess, rateShortfall, rateSides } from './rate-evidence.ts';
export { scoreShift } from './score-shift.ts';
export { splitExcess, splitShortfall } from './split-evidence.ts';
export { tMixture } from './t-mixture.ts';
export {
  countWeighed,
  noWeighed,
  type WeighedArm,
  weighedDifference,
  weighedMeanOf,
} from './weighed-evidence.ts';
export { type WeighedMeanState, type WeighedValue, weighedMean } from './weighed-mean.ts';
export type { BothSides, Worse } from './worse.ts';
