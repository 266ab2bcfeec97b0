import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import {
  AnswerView,
  Choices,
  CommandPanel,
  EmptyNote,
  exactInstant,
  Page,
} from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { monitorAddress } from '../monitors/monitor-address.ts';
import { useKept } from '../schemas/use-kept.ts';
import { ChapterTables } from './chapter-tables.tsx';
import { type ImproveQuery, improveAddress, PERIODS } from './improve-address.ts';
import type { Report, ReportedEndpoint } from './improve-types.ts';
import { NextImprovements } from './next-improvements.tsx';
import { PastReports } from './past-reports.tsx';

/** The Kaizen report: what became better, what became worse, and what to improve next. */
export function ImprovePage({ query }: { readonly query: ImproveQuery }) {
  const { period, endpoint } = query;
  const answer = useKept(
    useAnswer(() => api.improve.report({ period, endpoint }), `${period} ${endpoint ?? ''}`),
  );
  const title = endpoint === undefined ? 'Kaizen report' : `Kaizen report of ${endpoint}`;
  return (
    <Page
      title={title}
      {...(endpoint !== undefined && {
        kicker: <a href={improveAddress({ period })}>All endpoints</a>,
      })}
    >
      <Choices
        legend="Compared with the one before"
        options={PERIODS}
        chosen={period}
        onChoose={(chosen) => goTo(improveAddress({ period: chosen, endpoint }))}
      />
      <AnswerView answer={answer}>
        {(report) => <ReportBody report={report} query={query} />}
      </AnswerView>
      <PastReports />
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: ['kaizen improve', endpoint, period === 'week' ? undefined : `--period ${period}`]
              .filter((word) => word !== undefined)
              .join(' '),
          },
          {
            name: 'TypeScript',
            code: `const { headline, improvements } = await kaizen.improve.report(${JSON.stringify({ ...(endpoint !== undefined && { endpoint }), period })});`,
          },
        ]}
      />
    </Page>
  );
}

function ReportBody({ report, query }: { readonly report: Report; readonly query: ImproveQuery }) {
  const { headline, period, now, before, endpoints, improvements } = report;
  const isAnswered = (one: ReportedEndpoint) => one.nRows > 0;
  const answered = endpoints.filter(isAnswered);
  const silent = endpoints.filter((one) => !isAnswered(one));
  if (endpoints.length === 0)
    return (
      <EmptyNote title="Nothing to improve yet" command="kaizen serve">
        A report compares what the monitors counted. Every endpoint is watched from its first
        answers on, while the server runs.
      </EmptyNote>
    );
  return (
    <>
      <div class="note empty" role="status">
        <p>
          <strong>{headline}</strong>
        </p>
        <p class="soft small whole">
          {toTheMinute(now.from)} to {toTheMinute(now.to)} UTC, against the {daysOf(period)} before,
          from {toTheMinute(before.from)} on
        </p>
      </div>
      <h2>What to improve next</h2>
      <NextImprovements improvements={improvements} />
      {answered.map((one) => (
        <section key={one.endpoint} aria-label={one.endpoint}>
          <h2>
            <EndpointTitle endpoint={one} query={query} />
          </h2>
          <ChapterTables endpoint={one.endpoint} chapters={one.chapters} period={daysOf(period)} />
        </section>
      ))}
      {silent.length > 0 && (
        <p class="soft">
          Not asked in this time: {silent.map(({ endpoint }) => endpoint).join(', ')}.
        </p>
      )}
    </>
  );
}

/** The name leads to the report of this endpoint alone, and from there to its monitor. */
function EndpointTitle({
  endpoint: { endpoint, version, nRows },
  query,
}: {
  readonly endpoint: ReportedEndpoint;
  readonly query: ImproveQuery;
}) {
  const address =
    query.endpoint === undefined
      ? improveAddress({ period: query.period, endpoint })
      : monitorAddress(endpoint);
  return (
    <>
      <a href={address}>{endpoint}</a>{' '}
      <span class="small soft">
        {version !== null && `mostly version ${version}, `}
        {formatNumber(nRows)} rows
      </span>
    </>
  );
}

function daysOf(period: Report['period']): string {
  return period === 'month' ? '30 days' : period;
}

function toTheMinute(at: string): string {
  return exactInstant(at).slice(0, 16);
}
