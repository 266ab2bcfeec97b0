import { AppError, type Finding } from '@kaizenml/contracts';
import type { Trial } from '../../../automl/index.ts';

/** What a search has to say of its trials. */
export function searchFindings(trials: readonly Trial[], nFolds: number): Finding[] {
  const cut = trials.filter((trial) => wasCut(trial, nFolds));
  const findings: Finding[] = trials
    .filter(({ status }) => status === 'failed')
    .map(({ candidate, error }) => ({
      code: 'CANDIDATE_FAILED',
      severity: 'warning',
      message: `Candidate "${candidate.id}" could not be trained: ${error}.`,
      details: { candidate: candidate.id, params: candidate.params, error },
    }));
  if (cut.length > 0) {
    findings.push({
      code: 'SEARCH_CUT_SHORT',
      severity: 'info',
      message: `The budget ended before ${cut.length} of ${trials.length} candidates were fully tried.`,
      hint: 'Run the same command again: it goes on with the rest. Or give more time with `--budget`.',
      details: { nCut: cut.length, nCandidates: trials.length },
    });
  }
  return findings;
}

/** Why there is no model. */
export function searchFailed(trials: readonly Trial[]): AppError {
  const reasons = [
    ...new Set(trials.map(({ error }) => error).filter((error) => error !== undefined)),
  ];
  return new AppError('SEARCH_FAILED', {
    message: `The search must train at least one model, got none of ${trials.length}: ${reasons.slice(0, 3).join('; ')}.`,
    hint: trials.some(({ status }) => status === 'skipped')
      ? 'Give it more time with `--budget 5m`, or fewer rows.'
      : 'Choose another `metric` in kaizen.yaml, give more rows of each class, or write a number in a unit in which it is neither huge nor tiny.',
    details: { nCandidates: trials.length, reasons },
  });
}

function wasCut({ status, scores, leftBehind }: Trial, nFolds: number): boolean {
  return (
    status === 'skipped' || (status === 'finished' && scores.length < nFolds && leftBehind !== true)
  );
}
