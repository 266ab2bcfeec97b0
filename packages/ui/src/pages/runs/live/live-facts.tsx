import { countOf, formatDuration } from '../../../charts/index.ts';
import type { LiveRun } from '../../training/training-types.ts';

/** What a run does now, and how much of it is left. */
export function LiveFacts({ live }: { readonly live: LiveRun }) {
  const { stage, msLeft, nTrials, nPlanned, startedAt, hasCandidates } = live;
  const spentMs = Date.now() - Date.parse(startedAt);
  return (
    <div class="card now">
      <p>
        <strong>{stage === null ? 'Starting a process' : stage.name}</strong>
        {stage?.detail && <span class="soft"> · {stage.detail}</span>}
        <span class="soft dots" aria-hidden="true" />
      </p>
      {hasCandidates && msLeft !== null ? (
        <progress aria-label="Time" value={spentMs} max={spentMs + msLeft} />
      ) : nPlanned !== null ? (
        <progress aria-label="Candidates" value={nTrials} max={nPlanned} />
      ) : (
        <progress aria-label="At work" />
      )}
      <p class="small soft">
        {hasCandidates && `${triedOf(nTrials, nPlanned)} tried, `}
        {formatDuration(Math.max(0, spentMs))} since the start
        {hasCandidates &&
          msLeft !== null &&
          (msLeft > 0 ? `, ${leftOf(msLeft)} left` : ', finishing')}
      </p>
    </div>
  );
}

function triedOf(nTrials: number, nPlanned: number | null): string {
  return nPlanned === null
    ? countOf(nTrials, 'candidate')
    : `${nTrials} of ${countOf(nPlanned, 'candidate')}`;
}

function leftOf(ms: number): string {
  return ms < 1000
    ? 'less than a second'
    : formatDuration(1000 * Math.ceil(ms / 1000)).replace('.0 s', ' s');
}
