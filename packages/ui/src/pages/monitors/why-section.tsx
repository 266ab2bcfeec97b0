import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import { countOf, formatNumber, formatShare } from '../../charts/index.ts';
import { CodeBlock, exactInstant, FailureNote, WithCode } from '../../components/index.ts';
import { useKept } from '../schemas/use-kept.ts';
import { monitorAddress } from './monitor-address.ts';
import type { DriftCourses, ShownMonitor } from './monitor-types.ts';

type Causes = OutputOf<Operations['monitors']['causes']>;
type ColumnCause = Causes['columns'][number];

/** Columns that are told of one by one. */
const TOLD = 4;

/** Why the endpoint is not what it was: columns by what they do to the answers, since when, and what else changed then. */
export function WhySection({
  monitor,
  drift,
}: {
  readonly monitor: ShownMonitor;
  readonly drift: DriftCourses;
}) {
  const { endpoint, lastVerdictAt, status, nDrifted } = monitor;
  if (nDrifted === 0 || status === null) return null;
  return <Why key={endpoint} endpoint={endpoint} at={lastVerdictAt ?? ''} drift={drift} />;
}

function Why({
  endpoint,
  at,
  drift,
}: {
  readonly endpoint: string;
  readonly at: string;
  readonly drift: DriftCourses;
}) {
  const answer = useKept(useAnswer(() => api.monitors.causes({ endpoint }), `${endpoint} ${at}`));
  const causes = answer.state === 'here' ? answer.value : undefined;
  const moved = drift.columns.filter(({ states }) => states.endsWith('D'));
  const rows: readonly (ColumnCause | { readonly column: string; readonly moved: string })[] =
    causes?.columns ?? moved.map(({ column, why }) => ({ column, moved: why ?? 'it moved' }));
  return (
    <section aria-label="Why">
      <h2>Why</h2>
      <ol class="card why">
        {rows.slice(0, TOLD).map((row) => (
          <li key={row.column}>
            <a href={monitorAddress(endpoint, { column: row.column })}>{row.column}</a>: {row.moved}
            <p class="small soft">{'since' in row ? saysOf(row).join(' · ') : ' '}</p>
          </li>
        ))}
        {rows.length > TOLD && (
          <li class="soft">{countOf(rows.length - TOLD, 'more column')} below</li>
        )}
      </ol>
      {answer.state === 'failed' && <FailureNote failure={answer.failure} />}
      {causes && <Consequence causes={causes} />}
    </section>
  );
}

/** What it does to the answers, what else changed, and what comes next. */
function Consequence({ causes }: { readonly causes: Causes }) {
  const { answers, beside, natural, upstream, next } = causes;
  return (
    <>
      <p>
        {answers === null ? 'The answers did not move so far.' : `The answers moved: ${answers}.`}
        {natural.length > 0 && ` Natural, as a season ago: ${natural.join(', ')}.`}
      </p>
      {beside.length > 0 && (
        <ul class="plain">
          {beside.map(({ check, column, measure, why }) => (
            <li key={`${check} ${column} ${measure}`}>
              {check === 'quality' ? '' : `${column}: `}
              {why ?? `${column} is beyond its bounds`}
            </li>
          ))}
        </ul>
      )}
      {upstream.length === 0 ? (
        <p class="soft">Nothing else is known to have changed at that time.</p>
      ) : (
        <>
          <p>What else changed at that time, which may be a coincidence:</p>
          <ul class="plain">
            {upstream.slice(0, TOLD).map(({ at, what }) => (
              <li key={`${at} ${what}`}>
                <span class="soft">{exactInstant(at).slice(0, 16)}</span> <WithCode text={what} />
              </li>
            ))}
          </ul>
        </>
      )}
      <CodeBlock code={next} label="What comes next" />
    </>
  );
}

function saysOf({ since, importance, answers }: ColumnCause): string[] {
  return [
    ...(since === null ? [] : [`since ${exactInstant(since.at).slice(0, 16)}`]),
    ...(importance === null ? [] : [`${formatShare(importance)} of the weight`]),
    ...(answers === null
      ? []
      : [
          `alone it moves the mean ${answers.explained} from ${formatNumber(answers.before)} to ${formatNumber(answers.after)}`,
        ]),
  ];
}
