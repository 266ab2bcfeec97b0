import { FailureNote, StatusTag } from '../../components/index.ts';
import { RolloutControls } from './rollout-controls.tsx';
import { RolloutSteps } from './rollout-steps.tsx';
import { RolloutStory } from './rollout-story.tsx';
import { isUnderWay, useLiveRollout } from './use-live-rollout.ts';

/** A rollout while it goes on: where it stands and why, what every version did, what is watched, and the controls. */
export function RolloutSection({ id, onEnd }: { readonly id: string; readonly onEnd: () => void }) {
  const { value: rollout, failure, show } = useLiveRollout(id);
  if (rollout === undefined)
    return failure ? <FailureNote failure={failure} /> : <div class="pending" />;
  return (
    <section aria-label="Rollout">
      <h2>
        Version {rollout.from} →{' '}
        {rollout.bandit && rollout.status !== 'promoted'
          ? rollout.arms
              .slice(1)
              .map(({ version }) => version)
              .join(', ')
          : rollout.to}{' '}
        <StatusTag status={rollout.status} />
      </h2>
      {!rollout.bandit && <RolloutSteps rollout={rollout} />}
      <p class="card" role="status">
        {rollout.reason}
      </p>
      {failure && <FailureNote failure={failure} />}
      {isUnderWay(rollout) ? (
        <RolloutControls rollout={rollout} onChange={show} />
      ) : (
        <p>
          <button type="button" onClick={onEnd}>
            Show the endpoint as it is now
          </button>
        </p>
      )}
      <RolloutStory rollout={rollout} />
    </section>
  );
}
