import { formatNumber, formatShare } from '../../charts/index.ts';
import { ScrollTable } from '../../components/index.ts';
import type { ShownRollout } from './use-live-rollout.ts';

/** The versions that a bandit chooses among: what each gets, what it brings, and whether it is the best. */
export function BanditArms({ rollout }: { readonly rollout: ShownRollout }) {
  const { arms, bandit, level } = rollout;
  if (!bandit) return null;
  const chooses =
    bandit.context.length === 0
      ? 'Each version gets the share that its rewards make it due'
      : `What a request says in ${bandit.context.join(', ')} decides which version it gets`;
  return (
    <>
      <p class="small soft">
        {chooses}, never below {formatShare(bandit.floor)} nor above {formatShare(bandit.maxShare)}.
        The mean reward is what a version would bring with all requests; its interval holds it,
        however often one looks, with a certainty of {formatShare(1 - level)}.{' '}
        {bandit.promotes
          ? 'The version that is surely the best becomes the champion.'
          : 'A person ends it.'}
      </p>
      <ScrollTable
        label="Versions"
        stacks
        head={['#Version', '#Share', '#Answered', '#Failed', '#Rewards', '#Mean reward', '#Best']}
      >
        {arms.map((arm) => (
          <tr key={arm.version}>
            <td class="n" data-name="Version">
              {arm.version}
            </td>
            <td class="n" data-name="Share">
              {arm.out == null ? formatShare(arm.share) : 'out'}
            </td>
            <td class="n" data-name="Answered">
              {formatNumber(arm.nAnswered)}
            </td>
            <td class="n" data-name="Failed">
              {formatNumber(arm.nFailed)}
            </td>
            <td class="n" data-name="Rewards">
              {formatNumber(arm.nRewards ?? 0)}
            </td>
            <td class="n" data-name="Mean reward">
              {sayReward(arm.reward)}
            </td>
            <td class="n" data-name="Best">
              {arm.probabilityBest == null ? '–' : formatShare(arm.probabilityBest)}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}

function sayReward(reward: ShownRollout['arms'][number]['reward']): string {
  if (reward == null) return '–';
  const { mean, low, high } = reward;
  return `${formatNumber(mean)} (${formatNumber(low)} to ${formatNumber(high)})`;
}
