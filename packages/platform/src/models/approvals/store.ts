import type { ModelName } from '@kaizenml/contracts';
import type { ChangeReason } from '../../audit/index.ts';
import type { ReleaseFacts } from '../../release-rules/index.ts';
import type { VersionAt } from '../registry/store.ts';

/** What a version of a model must have before it is released: made the champion, or moved to Production. */
export interface ModelRules {
  /** Approvals by different people, none of them the one who releases it. */
  readonly nApprovals: number;
  /** Whether the model and the version must say what they are for. */
  readonly isDescribed: boolean;
}

/** What somebody said of a version. Of one person the last one counts. */
export interface Verdict {
  readonly who: string;
  readonly isApproval: boolean;
  readonly why: string | null;
  readonly at: string;
}

/**
 * Rules of models, and what people said of versions. Every write has its entry in the audit trail, and rolls back, in its transaction, a
 * rollout to a version that may no longer be released.
 */
export interface ApprovalStore {
  /** What a release of a version is decided by, as it is at one moment. */
  factsOf(at: VersionAt): Promise<ReleaseFacts>;
  /** Those of a model that nobody made rules for ask for nothing. */
  rulesOf(name: ModelName): Promise<ModelRules>;
  /** @throws MODEL_NOT_FOUND */
  setRules(
    name: ModelName,
    change: { readonly rules: ModelRules; readonly reason: ChangeReason },
  ): Promise<void>;
  /** The first one first. */
  verdictsOf(at: VersionAt): Promise<readonly Verdict[]>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
  judge(
    at: VersionAt,
    verdict: {
      readonly isApproval: boolean;
      readonly reason: ChangeReason & { readonly who: string };
    },
  ): Promise<void>;
}
