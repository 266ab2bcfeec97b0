import { api, useAnswer } from '../../../api/index.ts';
import { countOf, formatNumber } from '../../../charts/index.ts';
import { AnswerView, ScrollTable, When } from '../../../components/index.ts';
import { useKept } from '../../schemas/use-kept.ts';
import { filterWith } from './filter-with.ts';
import { parseField, type RunField, titleOfField } from './run-field.ts';
import { type RunQuery, runsAddress } from './run-query.ts';

/** Metrics that groups are shown with. */
const MOST_METRICS = 3;

/** Runs counted by a field; a press on a value shows the runs of the group. */
export function GroupTable({
  query,
  group,
  columns,
}: {
  readonly query: RunQuery;
  /** A field as searches write it. */
  readonly group: string;
  /** Those of the table; its metrics are summed up. */
  readonly columns: readonly RunField[];
}) {
  const { experiment, filter } = query;
  const metrics = columns
    .filter(({ of }) => of === 'metric')
    .slice(0, MOST_METRICS)
    .map(({ key }) => key);
  const answer = useKept(
    useAnswer(
      () => api.runs.groups({ by: group, metrics, filter, experiment, limit: 100 }),
      JSON.stringify([group, metrics, filter, experiment]),
    ),
  );
  const field = parseField(group);
  const title = field === undefined ? group : titleOfField(field);
  return (
    <AnswerView answer={answer}>
      {({ groups, isCut }) => (
        <>
          <ScrollTable
            label={`Runs by ${title}`}
            head={[title, '#Runs', ...metrics.map((key) => `#${key}, mean`), 'Last']}
          >
            {groups.map(({ value, nRuns, metrics: measured, lastStartedAt }) => (
              <tr key={String(value)}>
                <th scope="row">
                  <a
                    href={runsAddress({
                      ...query,
                      filter: filterWith(filter, group, value),
                      ...{ group: undefined, after: undefined },
                    })}
                  >
                    {value === null ? 'none' : value === '' ? '(empty)' : value}
                  </a>
                </th>
                <td class="n">{formatNumber(nRuns)}</td>
                {metrics.map((key) => {
                  const metric = measured.find((one) => one.key === key);
                  return (
                    <td key={key} class="n">
                      {metric === undefined ? (
                        '–'
                      ) : (
                        <>
                          {formatNumber(metric.mean)}{' '}
                          <span class="soft small">
                            {formatNumber(metric.least)} to {formatNumber(metric.greatest)}
                          </span>
                        </>
                      )}
                    </td>
                  );
                })}
                <td>
                  <When at={lastStartedAt} />
                </td>
              </tr>
            ))}
          </ScrollTable>
          <p class="small soft">
            {countOf(groups.length, 'group')}
            {isCut && ', those of most runs'}. Means with the least and the greatest behind them; of
            runs that have a number.
          </p>
        </>
      )}
    </AnswerView>
  );
}
