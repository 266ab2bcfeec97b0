import { api, useAnswer } from '../../api/index.ts';
import { formatNumber, formatShare } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';

/** Where models answer, and how much they have been asked. */
export function EndpointsPage() {
  const answer = useAnswer(() => api.endpoints.list({ limit: 200 }), '');
  return (
    <Page title="Endpoints">
      <AnswerView answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title="Nothing answers yet" command="kaizen run data.csv --target COLUMN">
              Every registered model has an endpoint of its name. Its champion answers; every answer
              is logged, and the log is compared with the training data to see drift.
            </EmptyNote>
          ) : (
            <ScrollTable
              label="Endpoints"
              head={[
                'Endpoint',
                '#Version',
                'Rollout',
                '#Rows answered',
                'Last',
                'Watch',
                'Address',
              ]}
            >
              {items.map(({ name, url, version, nPredictions, lastPredictionAt, rollout }) => (
                <tr key={name}>
                  <td>
                    <a href={`/endpoints/${encodeURIComponent(name)}`}>{name}</a>
                  </td>
                  <td class="n">{version}</td>
                  <td>
                    {rollout === null
                      ? ''
                      : `version ${rollout.to} at ${formatShare(rollout.share)}`}
                  </td>
                  <td class="n">{formatNumber(nPredictions)}</td>
                  <td>
                    <When at={lastPredictionAt} />
                  </td>
                  <td>
                    <a href={`/monitors/${encodeURIComponent(name)}`}>Check for drift</a>
                  </td>
                  <td>
                    <code>POST {url}</code>
                  </td>
                </tr>
              ))}
            </ScrollTable>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen endpoints list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.endpoints.list({});' },
        ]}
      />
    </Page>
  );
}
