import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { type AlarmState, countWindow, startRule } from '@kaizenml/ml/alarms';
import { type Finding, isDrift } from '../finding.ts';

/** What rules made of a verdict. */
export interface FollowedRules {
  /** Those that are not at rest. */
  readonly rules: Readonly<Record<string, AlarmState>>;
  /** Findings of this verdict whose alarm is raised by now. */
  readonly alarming: readonly Finding[];
  /** What an alarm is raised of, also by verdicts before. */
  readonly raised: readonly RuledFinding[];
}

/** Under which name the rule of a finding is kept: of quality each way to be damaged has its own. */
export function ruleKey({ check, column, measure }: RuledFinding): string {
  return JSON.stringify(check === 'quality' ? [check, column, measure] : [check, column]);
}

/** What the rule of a key is of. */
export function ruledBy(key: string): RuledFinding {
  const [check, column, measure = ''] = JSON.parse(key) as [Finding['check'], string, string?];
  return { check, column, measure };
}

/** What alarms are raised of. */
export function raisedOf(rules: Readonly<Record<string, AlarmState>>): readonly RuledFinding[] {
  return Object.entries(rules).flatMap(([key, { isRaised }]) => (isRaised ? [ruledBy(key)] : []));
}

/** What a rule is of. */
export type RuledFinding = Pick<Finding, 'check' | 'column' | 'measure'>;

/** What a verdict is counted by. */
export interface RuleChoice {
  readonly alarm: MonitorSettings['alarm'];
  /** Checks that the verdict looked at: where they found nothing, all is calm. Rules of others stay as they are. */
  readonly checks: ReadonlySet<Finding['check']>;
}

/**
 * Counts a verdict for every rule. Rules at rest are forgotten, since they go on as new ones do.
 *
 * @cost O(findings + rules)
 */
export function followRules(
  before: Readonly<Record<string, AlarmState>>,
  findings: readonly Finding[],
  { alarm, checks }: RuleChoice,
): FollowedRules {
  const rules: Record<string, AlarmState> = {};
  const alarming: Finding[] = [];
  const raised: RuledFinding[] = [];
  const found = new Map(findings.map((finding) => [ruleKey(finding), finding]));
  for (const key of new Set([...Object.keys(before), ...found.keys()])) {
    const state = structuredClone(before[key]) ?? startRule(alarm);
    const finding = found.get(key);
    const ruled = ruledBy(key);
    const isBeyond = finding !== undefined && isDrift(finding);
    if (finding !== undefined || checks.has(ruled.check)) countWindow(state, isBeyond);
    if (state.isRaised) raised.push(ruled);
    if (state.isRaised && isBeyond) alarming.push(finding);
    if (state.isRaised || state.latest.some(Boolean)) rules[key] = state;
  }
  return { rules, alarming, raised };
}
