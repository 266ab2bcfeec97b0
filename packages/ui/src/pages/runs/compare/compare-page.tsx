import { api, useLive } from '../../../api/index.ts';
import { countOf } from '../../../charts/index.ts';
import { CommandPanel, FailureNote, Page } from '../../../components/index.ts';
import { MOST_COMPARED } from '../table/pick-bar.tsx';
import type { FoundRun } from '../table/run-value.ts';
import { ViewMenu } from '../views/view-menu.tsx';
import { type CompareQuery, compareAddress, readCompareQuery } from './compare-query.ts';
import { ComparedCurves } from './compared-curves.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { differencesOf } from './differences.ts';
import { FieldCharts } from './field-charts.tsx';
import { FileDifferences } from './file-differences.tsx';
import { MetricComparison } from './metric-comparison.tsx';
import { RunLegend } from './run-legend.tsx';
import { WhyBetter } from './why-better.tsx';

const ASK_EVERY_MS = 5000;

/** Two to fifty runs side by side: why one is better, what differs, how they went, params against metrics. */
export function ComparePage({ place }: { readonly place: URLSearchParams }) {
  const query = readCompareQuery(place);
  return (
    <Page title={`Compare ${countOf(query.runs.length, 'run')}`} kicker={<a href="/runs">Runs</a>}>
      {query.runs.length < 2 || query.runs.length > MOST_COMPARED ? (
        <p class="card">
          Two to {MOST_COMPARED} runs are compared.{' '}
          <a href="/runs">Pick them in the table of runs</a>.
        </p>
      ) : (
        <Comparison query={query} />
      )}
    </Page>
  );
}

function Comparison({ query }: { readonly query: CompareQuery }) {
  const { value, failure } = useLive(() => findRuns(query.runs), {
    key: query.runs.join(','),
    everyMs: ASK_EVERY_MS,
    mayChange: (runs) => runs.some(({ status }) => status === 'running'),
  });
  if (value === undefined)
    return failure === undefined ? (
      <p class="waiting">Looking for the runs …</p>
    ) : (
      <FailureNote failure={failure} />
    );
  const missing = query.runs.filter((id) => !value.some((run) => run.id === id));
  const [first, ...others] = value;
  return (
    <div class="comparison">
      {missing.length > 0 && (
        <p class="note warned">
          {missing.length === 1 ? 'One run is' : `${missing.length} runs are`} not there, or
          deleted: {missing.join(', ')}.
        </p>
      )}
      <ViewMenu page="compare" address={compareAddress(query)} />
      <RunLegend runs={value} query={query} />
      {first !== undefined && others.length > 0 && (
        <>
          <WhyBetter runs={value} query={query} />
          <MetricComparison runs={value} />
          <DifferenceTable runs={value} differences={differencesOf(value)} />
          <FileDifferences
            first={first}
            other={others.find(({ id }) => id === query.why) ?? others[0] ?? first}
          />
          <ComparedCurves runs={value} key={first.id} />
          <FieldCharts runs={value} query={query} />
          <CommandPanel
            forms={[
              {
                name: 'Shell',
                code: `kaizen runs compare ${first.id} ${others.map(({ id }) => id).join(',')}`,
              },
              {
                name: 'TypeScript',
                code: `await kaizen.runs.compare({ id: '${first.id}', against: '${others
                  .map(({ id }) => id)
                  .join(',')}' });`,
              },
            ]}
          />
        </>
      )}
    </div>
  );
}

/** Runs in the order of their ids; those that are not there are left out. */
async function findRuns(ids: readonly string[]): Promise<readonly FoundRun[]> {
  const filter = `run_id IN (${ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')})`;
  const { items } = await api.runs.search({ filter, limit: MOST_COMPARED });
  return ids.flatMap((id) => items.find((run) => run.id === id) ?? []);
}
