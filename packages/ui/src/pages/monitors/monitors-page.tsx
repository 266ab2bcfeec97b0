import { api, useLive } from '../../api/index.ts';
import { countOf, formatNumber } from '../../charts/index.ts';
import {
  CommandPanel,
  EmptyNote,
  FailureNote,
  LiveView,
  Page,
  ScrollTable,
  StatusTag,
  When,
} from '../../components/index.ts';
import { alarmQuery, isStrip } from './course-key.ts';
import { CourseStrip } from './course-strip.tsx';
import { datasetOf, monitorAddress } from './monitor-address.ts';
import type { Standing } from './monitor-types.ts';
import { statusOf } from './say-monitor.ts';

const ASK_EVERY_MS = 5000;
/** Alarms that are named. */
const NAMED = 2;

/** Every watched endpoint and dataset; what needs a person is on top. */
export function MonitorsPage() {
  const live = useLive(
    async () => {
      const [monitors, endpoints] = await Promise.all([
        api.monitors.list({}),
        api.endpoints.list({ limit: 200 }),
      ]);
      const watched = new Set(monitors.items.map(({ endpoint }) => endpoint));
      const silent = endpoints.items.map(({ name }) => name).filter((name) => !watched.has(name));
      return { items: monitors.items.toSorted((a, b) => rankOf(b) - rankOf(a)), silent };
    },
    { key: '', everyMs: ASK_EVERY_MS },
  );
  return (
    <Page title="Monitors">
      <LiveView live={live}>
        {({ items, silent }) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            {items.length === 0 ? (
              <EmptyNote title="Nothing is watched yet" command="kaizen serve">
                Every endpoint is watched from its first answers on: its requests are counted in
                windows of an hour, and each window is compared with what the model learned from.
                Nothing has to be set up.
              </EmptyNote>
            ) : (
              <>
                <p role="status">{sayAll(items)}</p>
                <MonitorTable items={items} />
              </>
            )}
            {items.length > 0 && silent.length > 0 && (
              <p class="small soft">
                {silent.length === 1 ? 'Has' : 'Have'} not answered yet:{' '}
                {silent.slice(0, 8).join(', ')}
                {silent.length > 8 && ` and ${silent.length - 8} more`}.
              </p>
            )}
          </>
        )}
      </LiveView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen monitors list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.monitors.list({});' },
        ]}
      />
    </Page>
  );
}

function MonitorTable({ items }: { readonly items: readonly Standing[] }) {
  return (
    <ScrollTable
      label="Monitors"
      stacks
      head={['Watched', 'Status', '#Drifted', 'Last verdicts', '#Rows', 'Judged to', 'Alarms']}
    >
      {items.map((monitor) => (
        <tr key={monitor.endpoint}>
          <td>
            <a href={monitorAddress(monitor.endpoint)}>{nameOf(monitor.endpoint)}</a>
          </td>
          <td>
            <StatusTag status={statusOf(monitor)} />
          </td>
          <td class="n" data-name="Drifted">
            {monitor.status === null
              ? '–'
              : `${formatNumber(monitor.nDrifted)} of ${formatNumber(monitor.nWatched)}`}
          </td>
          <td class="wide">
            <CourseStrip course={monitor.course} />
          </td>
          <td class="n" data-name="Rows">
            {monitor.status === null ? '–' : formatNumber(monitor.nRows)}
          </td>
          <td class="one-line" data-name="Judged to">
            {monitor.lastVerdictAt === null ? (
              <span class="soft">no verdict yet</span>
            ) : (
              <When at={monitor.lastVerdictAt} />
            )}
          </td>
          <td class="alarms">
            <Alarms monitor={monitor} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** What alarms are raised of, each a link to its column. */
function Alarms({ monitor: { endpoint, alarms } }: { readonly monitor: Standing }) {
  const named = alarms.slice(0, NAMED).map((alarm) => {
    const query = alarmQuery(alarm);
    return { alarm, name: query.column, query: isStrip(query) ? query : {} };
  });
  return (
    <>
      {named.map(({ alarm, name, query }, i) => (
        <span key={alarm}>
          {i > 0 && ', '}
          <a href={monitorAddress(endpoint, query)}>{name}</a>
        </span>
      ))}
      {alarms.length > NAMED && ` and ${alarms.length - NAMED} more`}
    </>
  );
}

/** Datasets are told apart from endpoints, which may have the same name. */
function nameOf(watched: string): string {
  const dataset = datasetOf(watched);
  return dataset === undefined ? watched : `dataset ${dataset}`;
}

function sayAll(items: readonly Standing[]): string {
  const areEndpoints = items.every(({ endpoint }) => datasetOf(endpoint) === undefined);
  const [one, many] = areEndpoints ? ['endpoint', 'endpoints'] : ['monitor', 'monitors'];
  const alarmed = items.filter(({ status }) => status === 'alarm').length;
  const drifting = items.filter(({ status }) => status === 'drift').length;
  if (alarmed > 0)
    return `${countOf(alarmed, `${one} needs`, `${many} need`)} a look: an alarm is raised.`;
  if (drifting > 0) return `No alarm. ${countOf(drifting, one, many)} moved in the last windows.`;
  if (!areEndpoints) return 'All calm: what comes in is as it was.';
  return `All calm: ${countOf(items.length, 'endpoint is', 'endpoints are')} asked what ${items.length === 1 ? 'its model' : 'their models'} learned from.`;
}

const RANKS: Readonly<Record<string, number>> = {
  alarm: 4,
  drift: 3,
  calm: 1,
  waiting: 2,
  paused: 0,
};

function rankOf(monitor: Standing): number {
  return (RANKS[statusOf(monitor)] ?? 0) * 1e6 + monitor.nDrifted;
}
