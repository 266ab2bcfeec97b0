import { api, useAnswer } from '../../api/index.ts';
import { formatScoreInterval } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  keyMetric,
  metricTitle,
  Page,
  Pager,
  ScrollTable,
  StatusTag,
  When,
} from '../../components/index.ts';
import { startAddress } from '../training/start-address.ts';

/** Runs, newest first. */
export function RunsPage({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.runs.list({ limit: 50, after }), after ?? '');
  return (
    <Page title="Runs">
      <p>
        <a class="button" href={startAddress()}>
          Train a model
        </a>
      </p>
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyNote title="Nothing was run yet" command="kaizen run data.csv --target COLUMN">
              A run takes a table of data and the name of the column to predict, tries models on it,
              measures the best on unseen rows and registers it. Its figures and its report appear
              here.
            </EmptyNote>
          ) : (
            <>
              <ScrollTable label="Runs" head={['Run', 'State', 'Result', 'Started', 'Id']}>
                {items.map(({ id, name, status, metrics, startedAt }) => {
                  const key = keyMetric(undefined, metrics);
                  return (
                    <tr key={id}>
                      <td>
                        <a href={`/runs/${id}`}>{name}</a>
                      </td>
                      <td>
                        <StatusTag status={status} />
                      </td>
                      <td>
                        {key
                          ? `${metricTitle(key.name)} ${formatScoreInterval(key.estimate)}`
                          : '–'}
                      </td>
                      <td>
                        <When at={startedAt} />
                      </td>
                      <td class="soft small">{id.slice(-6)}</td>
                    </tr>
                  );
                })}
              </ScrollTable>
              <Pager path="/runs" next={next} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen runs list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.runs.list({ limit: 50 });' },
        ]}
      />
    </Page>
  );
}
