import { formatNumber, formatShare } from '../../charts/index.ts';
import { FailureNote, ScrollTable, StatusTag, When } from '../../components/index.ts';
import { RolloutControls } from './rollout-controls.tsx';
import { RolloutSteps } from './rollout-steps.tsx';
import { isUnderWay, type ShownRollout, useLiveRollout } from './use-live-rollout.ts';

/** A rollout while it goes on: where it stands and why, what every version did, what is watched, and the controls. */
export function RolloutSection({ id, onEnd }: { readonly id: string; readonly onEnd: () => void }) {
  const { value: rollout, failure, show } = useLiveRollout(id);
  if (rollout === undefined) return failure ? <FailureNote failure={failure} /> : null;
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
      <Guards rollout={rollout} />
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

const MARKS = { harm: '✗ harm', better: '✓ better', 'no-harm': '✓ no harm', undecided: '· open' };
const CLASSES = { harm: 'error', better: 'good', 'no-harm': 'good', undecided: '' };

function Guards({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <>
      <h3>What is watched</h3>
      <ul class="findings">
        {rollout.guards.map(({ name, outcome, sentence }) => (
          <li key={name} class={`card ${CLASSES[outcome]}`}>
            <span class="tag">{MARKS[outcome]}</span>
            <div>{sentence}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <>
      <h3>What happened</h3>
      <ScrollTable label="History" head={['When', 'Who', 'What']}>
        {rollout.events.toReversed().map(({ at, by, message }) => (
          <tr key={`${at} ${message}`}>
            <td>
              <When at={at} />
            </td>
            <td>{by}</td>
            <td>{message}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
