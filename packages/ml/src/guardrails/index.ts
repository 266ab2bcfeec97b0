export {
  checkGuardrails,
  type GuardrailOptions,
  type GuardrailReport,
} from './check-guardrails.ts';
export { checkTrust, type TrustOptions } from './check-trust.ts';
export { type ClassShare, classShares, sayShares } from './class-shares.ts';
export { checkImbalance } from './classes-imbalanced.ts';
export { type CommonClasses, dropRareClasses, FEWEST_CLASS_ROWS } from './classes-rare.ts';
export { checkConstant } from './column-constant.ts';
export { checkIdLike } from './column-id-like.ts';
export { checkMostlyMissing } from './column-mostly-missing.ts';
export {
  type ContaminationOptions,
  checkContamination,
  findSharedGroups,
} from './contamination/index.ts';
export { defendMetric, type MetricContext } from './defend-metric.ts';
export { inferTask, type TaskDecision } from './infer-task.ts';
export { checkLabelsBetween, checkShiftedLabels } from './labels/shifted-labels.ts';
export { percent } from './percent.ts';
export { checkPersonalData } from './privacy/personal-data.ts';
export { checkProxies } from './privacy/protected-proxies.ts';
export { redactColumn } from './privacy/redact-column.ts';
export { type Pseudonymize, type Redaction, redactValue } from './privacy/redact-value.ts';
export {
  type KnownClasses,
  type KnownNumbers,
  type KnownTarget,
  readTarget,
} from './read-target.ts';
export { checkDuplicateRows } from './rows-duplicate.ts';
export { checkFewRows } from './rows-few.ts';
export { statisticsFindings } from './statistics-findings.ts';
export { findLeaks, type LeakOptions } from './target-leak.ts';
export { checkTarget, type UsableTarget } from './target-usable.ts';
export { isFarFromOthers } from './values/is-far-from-others.ts';
export { UNIT_CONVERSIONS, type UnitConversion } from './values/unit-conversions.ts';
export { checkUnitsBetween } from './values/units-changed.ts';
