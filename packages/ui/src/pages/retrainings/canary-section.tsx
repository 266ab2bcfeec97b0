import { api, useLive } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import { FailureNote, StatusTag } from '../../components/index.ts';
import { RolloutSteps } from '../endpoints/rollout-steps.tsx';
import { isUnderWay } from '../endpoints/use-live-rollout.ts';

const ASK_EVERY_MS = 3000;

/** Where the canary of a challenger stands. */
export function CanarySection({ id }: { readonly id: string }) {
  const { value: rollout, failure } = useLive(() => api.rollouts.show({ id }), {
    ...{ key: id, everyMs: ASK_EVERY_MS, mayChange: isUnderWay },
  });
  return (
    <section aria-label="Canary">
      <h2>Canary {rollout && <StatusTag status={rollout.status} />}</h2>
      {failure && <FailureNote failure={failure} />}
      {rollout && (
        <>
          <RolloutSteps rollout={rollout} />
          <p>{rollout.reason}</p>
          <p class="soft">
            {rollout.arms
              .map(
                ({ name, version, nAnswered, nFailed }) =>
                  `${name}, version ${version}: ${formatNumber(nAnswered)} answered, ${formatNumber(nFailed)} failed`,
              )
              .join(' · ')}
            {' · '}
            <a href={`/endpoints/${encodeURIComponent(rollout.endpoint)}`}>the endpoint</a>
          </p>
        </>
      )}
    </section>
  );
}
