import { formatNumber, formatShare } from '../../charts/index.ts';
import { ScrollTable, When } from '../../components/index.ts';
import { BanditArms } from './bandit-arms.tsx';
import { GuardList } from './guard-list.tsx';
import type { ShownRollout } from './use-live-rollout.ts';

/** What every version did in a rollout, what was watched, and every step with who took it and why. */
export function RolloutStory({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <>
      {rollout.bandit ? <BanditArms rollout={rollout} /> : <Arms rollout={rollout} />}
      <GuardList rollout={rollout} />
      <History rollout={rollout} />
    </>
  );
}

function Arms({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <ScrollTable
      label="Versions"
      stacks
      head={['Side', '#Version', '#Share', '#Answered', '#Failed']}
    >
      {rollout.arms.map(({ name, version, share, nAnswered, nFailed }) => (
        <tr key={name}>
          <td>{name}</td>
          <td class="n" data-name="Version">
            {version}
          </td>
          <td class="n" data-name="Share">
            {formatShare(share)}
          </td>
          <td class="n" data-name="Answered">
            {formatNumber(nAnswered)}
          </td>
          <td class="n" data-name="Failed">
            {formatNumber(nFailed)}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function History({ rollout }: { readonly rollout: ShownRollout }) {
  return (
    <>
      <h3>What happened</h3>
      <ol class="timeline" aria-label="History">
        {rollout.events.toReversed().map(({ at, by, who, message }) => (
          <li class="moment" key={`${at} ${message}`}>
            <span class="small soft">
              <When at={at} /> · {who ?? by}
            </span>
            <span>{message}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
