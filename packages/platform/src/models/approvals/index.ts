export { assertReleasable } from './assert-releasable.ts';
export { judgeVersion } from './judge.ts';
export { setRules } from './set-rules.ts';
export { type ApprovalDeps, showApprovals } from './show.ts';
export type { ApprovalStore, ModelRules, Verdict } from './store.ts';
