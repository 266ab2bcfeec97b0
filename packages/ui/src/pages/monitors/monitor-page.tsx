import { api, useLive } from '../../api/index.ts';
import { CommandPanel, EmptyNote, FailureNote, LiveView, Page } from '../../components/index.ts';
import { RetrainingSection } from '../retrainings/retraining-section.tsx';
import { CheckSection } from './check-section.tsx';
import { ColumnSection } from './column-section.tsx';
import { isCourse } from './course-key.ts';
import { DriftStrips } from './drift-strips.tsx';
import { datasetOf, type MonitorQuery, monitorAddress } from './monitor-address.ts';
import type { DriftCourses, ShownMonitor } from './monitor-types.ts';
import { MonitorVerdict } from './monitor-verdict.tsx';
import { PerformanceSection } from './performance-section.tsx';
import { watchedThing } from './say-monitor.ts';
import { WhySection } from './why-section.tsx';

const ASK_EVERY_MS = 8000;

interface Watched {
  readonly monitor: ShownMonitor;
  readonly drift: DriftCourses;
}

/** One monitor: what its last verdict says, how every column moved, and one column then and now. */
export function MonitorPage({
  endpoint,
  query,
}: {
  readonly endpoint: string;
  readonly query: MonitorQuery;
}) {
  const live = useLive<Watched>(
    async (known) => {
      const monitor = await api.monitors.show({ endpoint });
      const isSame = known !== undefined && known.monitor.lastVerdictAt === monitor.lastVerdictAt;
      return { monitor, drift: isSame ? known.drift : await api.monitors.drift({ endpoint }) };
    },
    { key: endpoint, everyMs: ASK_EVERY_MS },
  );
  const isEndpoint = datasetOf(endpoint) === undefined;
  return (
    <Page
      title={`Monitor of ${isEndpoint ? endpoint : watchedThing(endpoint).says}`}
      kicker={<a href="/monitors">Monitors</a>}
    >
      <LiveView live={live}>
        {({ monitor, drift }) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            <MonitorVerdict monitor={monitor} />
            {isEndpoint && <WhySection monitor={monitor} drift={drift} />}
            {drift.verdicts.length === 0 ? (
              <NoVerdict monitor={monitor} />
            ) : (
              <Columns drift={drift} query={query} />
            )}
            {isEndpoint && <PerformanceSection endpoint={endpoint} at={monitor.countedTo ?? ''} />}
            {isEndpoint && <RetrainingSection endpoint={endpoint} />}
          </>
        )}
      </LiveView>
      {isEndpoint && <CheckSection endpoint={endpoint} />}
      <Commands endpoint={endpoint} query={query} />
    </Page>
  );
}

/** The strips of all columns, and the one that is looked at: without a wish, the first. */
function Columns({ drift, query }: { readonly drift: DriftCourses; readonly query: MonitorQuery }) {
  const chosen =
    drift.columns.find((each) => isCourse(each, query)) ??
    (query.column === undefined ? drift.columns[0] : undefined);
  const asked = drift.verdicts.findLastIndex(
    ({ end }) => query.at === undefined || end <= query.at,
  );
  const at = asked < 0 ? 0 : asked;
  return (
    <>
      <DriftStrips drift={drift} chosen={chosen} at={at} />
      {chosen === undefined ? (
        <p class="note">
          No verdict shown here looked at “{query.column}”.{' '}
          <a href={monitorAddress(drift.endpoint)}>Show what moved most</a>.
        </p>
      ) : (
        <ColumnSection drift={drift} course={chosen} at={at} />
      )}
    </>
  );
}

function NoVerdict({
  monitor: { endpoint, settings, dataset, countedTo },
}: {
  readonly monitor: ShownMonitor;
}) {
  if (dataset !== null)
    return (
      <EmptyNote title="No verdict yet" command={`kaizen monitors look ${endpoint}`}>
        The first verdict comes with the next{' '}
        {dataset.timeColumn === undefined ? 'version of it' : `${dataset.window} that is over`}. The
        server looks by itself; this command looks now:
      </EmptyNote>
    );
  return (
    <EmptyNote title="No verdict yet" command={`kaizen monitors look ${endpoint}`}>
      {countedTo === null
        ? 'Nothing is counted before the endpoint has answered and a window is over. '
        : 'Its requests are counted. '}
      A verdict needs {settings.minRows} rows in windows that are over. A version that was
      registered without a baseline is compared with the first thousand rows that it answers. The
      server looks by itself; this command looks now:
    </EmptyNote>
  );
}

function Commands({
  endpoint,
  query,
}: {
  readonly endpoint: string;
  readonly query: MonitorQuery;
}) {
  const { column, at } = query;
  const quoted =
    column && (/^[\w-]+$/.test(column) ? column : `'${column.replaceAll("'", "'\\''")}'`);
  return (
    <CommandPanel
      forms={[
        {
          name: 'Shell',
          code: [
            `kaizen monitors show ${endpoint}`,
            `kaizen monitors drift ${endpoint}`,
            ...(quoted === undefined
              ? []
              : [
                  `kaizen monitors column ${endpoint} ${quoted}${at === undefined ? '' : ` --at ${at}`}`,
                ]),
          ].join('\n'),
        },
        {
          name: 'TypeScript',
          code: [
            `const monitor = await kaizen.monitors.show({ endpoint: '${endpoint}' });`,
            `const { columns } = await kaizen.monitors.drift({ endpoint: '${endpoint}' });`,
            ...(column === undefined
              ? []
              : [
                  `const { bars } = await kaizen.monitors.column(${JSON.stringify({ endpoint, column, ...(at !== undefined && { at }) })});`,
                ]),
          ].join('\n'),
        },
      ]}
    />
  );
}
