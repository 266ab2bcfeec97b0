import { formatScoreInterval } from '../../charts/index.ts';
import { keyMetric, metricTitle, ScrollTable, StatusTag, When } from '../../components/index.ts';
import type { Home } from './load-home.ts';

/** The newest runs. */
export function RecentRuns({ runs }: { readonly runs: Home['runs'] }) {
  return (
    <section>
      <h2>What changed</h2>
      <ScrollTable label="Newest runs" head={['Run', 'State', 'Result on unseen rows', 'Started']}>
        {runs.map(({ id, name, status, metrics, startedAt }) => {
          const key = keyMetric(undefined, metrics);
          return (
            <tr key={id}>
              <td>
                <a href={`/runs/${id}`}>{name}</a>
              </td>
              <td>
                <StatusTag status={status} />
              </td>
              <td>{key ? `${metricTitle(key.name)} ${formatScoreInterval(key.estimate)}` : '–'}</td>
              <td>
                <When at={startedAt} />
              </td>
            </tr>
          );
        })}
      </ScrollTable>
      <p>
        <a href="/runs">All runs →</a>
      </p>
    </section>
  );
}
