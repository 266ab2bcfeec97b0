import { api, useAnswer } from '../../../api/index.ts';
import { AnswerView } from '../../../components/index.ts';
import { nameOfField } from '../table/run-field.ts';
import { usualColumns } from '../table/run-fields.ts';
import { runsAddress } from '../table/run-query.ts';
import { RunTable } from '../table/run-table.tsx';

const SHOWN = 20;

/** Runs that are a part of another one. */
export function NestedRuns({
  id,
  experiment,
}: {
  readonly id: string;
  readonly experiment: string;
}) {
  const filter = `tags.\`mlflow.parentRunId\` = '${id}'`;
  const answer = useAnswer(() => api.runs.search({ filter, limit: SHOWN }), id);
  return (
    <AnswerView answer={answer}>
      {({ items, next }) => {
        if (items.length === 0) return null;
        const columns = usualColumns(items, { hasExperiment: true });
        const address = (order?: string) =>
          runsAddress({ experiment, filter, order, columns: columns.map(nameOfField) });
        return (
          <section>
            <h2>Runs that are a part of it</h2>
            <RunTable runs={items} columns={columns} order={undefined} addressOf={address} />
            <p>
              <a href={address()}>
                {next === undefined ? 'See them in the table of runs' : 'See all of them'}
              </a>
            </p>
          </section>
        );
      }}
    </AnswerView>
  );
}
