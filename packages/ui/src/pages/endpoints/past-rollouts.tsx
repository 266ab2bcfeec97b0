import { api, useAnswer } from '../../api/index.ts';
import { ScrollTable, StatusTag, When } from '../../components/index.ts';
import { isUnderWay } from './use-live-rollout.ts';

const SHOWN = 20;

/** How earlier rollouts of an endpoint ended, newest first. */
export function PastRollouts({ endpoint }: { readonly endpoint: string }) {
  const answer = useAnswer(() => api.rollouts.list({ endpoint, limit: SHOWN }), endpoint);
  if (answer.state !== 'here') return null;
  const past = answer.value.items.filter((rollout) => !isUnderWay(rollout));
  if (past.length === 0) return null;
  return (
    <>
      <h2>Rollouts before</h2>
      <ScrollTable label="Rollouts before" head={['Ended', 'Versions', 'How', 'Outcome', 'Why']}>
        {past.map(({ id, endedAt, from, to, strategy, status, reason }) => (
          <tr key={id}>
            <td>
              <When at={endedAt} />
            </td>
            <td>
              {from} → {to}
            </td>
            <td>{strategy}</td>
            <td>
              <StatusTag status={status} />
            </td>
            <td>{reason}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
