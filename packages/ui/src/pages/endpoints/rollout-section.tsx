import { formatNumber, formatShare } from '../../charts/index.ts';
import { FailureNote, ScrollTable, StatusTag, When } from '../../components/index.ts';
import { GuardList } from './guard-list.tsx';
import { RolloutControls } from './rollout-controls.tsx';
import { RolloutSteps } from './rollout-steps.tsx';
import { isUnderWay, type ShownRollout, useLiveRollout } from './use-live-rollout.ts';

/** A rollout while it goes on: where it stands and why, what every version did, what is watched, and the controls. */
export function RolloutSection({ id, onEnd }: { readonly id: string; readonly onEnd: () => void }) {
  const { value: rollout, failure, show } = useLiveRollout(id);
  if (rollout === undefined)
    return failure ? <FailureNote failure={failure} /> : <div class="pending" />;
  return (
    <section aria-label="Rollout">
      <h2>
        Version {rollout.from} → {rollout.to} <StatusTag status={rollout.status} />
      </h2>
      <RolloutSteps rollout={rollout} />
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
      <Arms rollout={rollout} />
      <GuardList rollout={rollout} />
      <History rollout={rollout} />
    </section>
  );
}

function Arms({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <ScrollTable label="Versions" head={['Side', '#Version', '#Share', '#Answered', '#Failed']}>
      {rollout.arms.map(({ name, version, share, nAnswered, nFailed }) => (
        <tr key={name}>
          <td>{name}</td>
          <td class="n">{version}</td>
          <td class="n">{formatShare(share)}</td>
          <td class="n">{formatNumber(nAnswered)}</td>
          <td class="n">{formatNumber(nFailed)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function History({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <>
      <h3>What happened</h3>
      <ScrollTable label="History" head={['When', 'Who', 'What']}>
        {rollout.events.toReversed().map(({ at, by, who, message }) => (
          <tr key={`${at} ${message}`}>
            <td>
              <When at={at} />
            </td>
            <td>{who ?? by}</td>
            <td>{message}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
