import type { ModelRules, Verdict } from '../models/approvals/store.ts';

/** What is known of a version and its model at one moment. */
export interface ReleaseFacts {
  readonly rules: ModelRules;
  /** The first one first. */
  readonly verdicts: readonly Verdict[];
  /** Whether the model says what it is for. */
  readonly isModelDescribed: boolean;
  /** Whether the version does. */
  readonly isVersionDescribed: boolean;
}

/** Whether a version may be released, and what is missing where it may not. */
export interface ReleaseState {
  readonly rules: ModelRules;
  readonly verdicts: readonly Verdict[];
  /** Approvals that count. */
  readonly nApproved: number;
  /** A part of a sentence for each; empty where it may be released. */
  readonly missing: readonly string[];
}

/**
 * Holds a version against the rules of its model.
 *
 * @param releaser Who wants to release it; the approval of the same person does not count.
 */
export function releaseState(
  { rules, verdicts, isModelDescribed, isVersionDescribed }: ReleaseFacts,
  releaser: string | null,
): ReleaseState {
  const counted = verdicts.filter(({ who, isApproval }) => isApproval && who !== releaser);
  const missing: string[] = [];
  for (const { who, why } of verdicts.filter(({ isApproval }) => !isApproval))
    missing.push(`${who} rejected it${why === null ? '' : `: "${why}"`}`);
  if (counted.length < rules.nApprovals)
    missing.push(
      `it has ${counted.length} of ${rules.nApprovals} approvals of people other than the one who releases it`,
    );
  if (rules.isDescribed && !isModelDescribed) missing.push('its model has no description');
  if (rules.isDescribed && !isVersionDescribed) missing.push('it has no description');
  return { rules, verdicts, nApproved: counted.length, missing };
}
