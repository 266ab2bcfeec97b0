import type { RetrainingFacts, RetrainingStatus, RetrainingStep } from './store.ts';

/** What came of trying a step. Messages are sentences. */
export type StepOutcome =
  /** It is done, and found something. */
  | { readonly kind: 'done'; readonly message: string; readonly facts?: RetrainingFacts }
  /** It is not done yet, and knows more than before. */
  | { readonly kind: 'on'; readonly message: string; readonly facts?: RetrainingFacts }
  /** It waits for something outside: a process, a person, requests. */
  | { readonly kind: 'wait'; readonly message: string; readonly isForPerson?: boolean }
  /** The retraining is over. */
  | {
      readonly kind: 'end';
      readonly status: Exclude<RetrainingStatus, 'running' | 'waiting'>;
      readonly step: Extract<RetrainingStep['status'], 'done' | 'refused' | 'failed'>;
      readonly message: string;
      readonly facts?: RetrainingFacts;
    };

/** The retraining ends because it was found not to deserve going on. */
export function rejected(message: string, facts?: RetrainingFacts): StepOutcome {
  return { kind: 'end', status: 'rejected', step: 'refused', message, ...(facts && { facts }) };
}

/** The retraining ends because a step could not be done. */
export function failed(message: string): StepOutcome {
  return { kind: 'end', status: 'failed', step: 'failed', message };
}
