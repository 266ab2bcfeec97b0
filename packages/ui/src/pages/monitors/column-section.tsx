import { api, useAnswer } from '../../api/index.ts';
import { effectChart, formatNumber } from '../../charts/index.ts';
import { Chart, exactInstant, FailureNote } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { useKept } from '../schemas/use-kept.ts';
import { courseKey, courseQuery } from './course-key.ts';
import { monitorAddress } from './monitor-address.ts';
import type { DriftCourse, DriftCourses, ShownColumn } from './monitor-types.ts';
import { sayMeasure } from './say-measure.ts';
import { NewLevels, Shift } from './shift.tsx';

/** One column: how far it was over time, and what it looked like then and now. */
export function ColumnSection({
  drift,
  course,
  at,
}: {
  readonly drift: DriftCourses;
  readonly course: DriftCourse;
  /** Position of the verdict that is looked at. */
  readonly at: number;
}) {
  const { endpoint, verdicts, leastEffect } = drift;
  const { column, check, measure, effects, states } = course;
  const isDamage = check === 'quality';
  const end = verdicts[at]?.end;
  const asked = useAnswer(
    () => api.monitors.column({ endpoint, column, at: end }),
    `${endpoint} ${column} ${end}`,
  );
  const answer = useKept(asked);
  const points = verdicts.map((verdict, i) => ({
    at: Date.parse(verdict.end),
    effect: effects[i] ?? null,
    isDrift: states[i] === 'D',
  }));
  return (
    <section aria-label={`Column ${column}`} class="monitor-column">
      <div class="row between heading">
        <h2>{column}</h2>
        <VerdictSteps drift={drift} course={course} at={at} />
      </div>
      <p role="status">{answer.state === 'here' ? saySide(answer.value, course) : ' '}</p>
      <div class="grid even">
        <div class="card effect-place">
          <Chart
            draw={(size) =>
              effectChart(
                {
                  title: sayCourse(course),
                  measure: sayMeasure(measure),
                  ...{ leastEffect: isDamage ? null : leastEffect, points, chosen: at },
                },
                size,
              )
            }
          />
        </div>
        <div class="card shift-place">
          {answer.state === 'failed' && <FailureNote failure={answer.failure} />}
          {answer.state === 'here' && <Shift shown={answer.value} />}
        </div>
      </div>
      {answer.state === 'here' && <NewLevels shown={answer.value} />}
    </section>
  );
}

/** The verdict that is looked at, with the ones before and after it. */
function VerdictSteps({
  drift: { endpoint, verdicts },
  course,
  at,
}: {
  readonly drift: DriftCourses;
  readonly course: DriftCourse;
  readonly at: number;
}) {
  const step = (to: number) => {
    const verdict = verdicts[to];
    const top = scrollY;
    goTo(
      monitorAddress(endpoint, {
        ...courseQuery(course),
        at: to === verdicts.length - 1 ? undefined : verdict?.end,
      }),
    );
    scrollTo(0, top);
  };
  const verdict = verdicts[at];
  return (
    <div class="row verdict-steps">
      <button
        type="button"
        class="quiet"
        aria-label="Verdict before"
        disabled={at === 0}
        onClick={() => step(at - 1)}
      >
        ←
      </button>
      <span class="small soft">
        {at === verdicts.length - 1 ? 'last verdict, ' : ''}to{' '}
        {verdict && exactInstant(verdict.end).slice(0, 16)}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label="Verdict after"
        disabled={at === verdicts.length - 1}
        onClick={() => step(at + 1)}
      >
        →
      </button>
    </div>
  );
}

function saySide({ findings }: ShownColumn, course: DriftCourse): string {
  const key = courseKey(course);
  const finding = findings.find((each) => courseKey(each) === key);
  if (finding === undefined)
    return course.check === 'quality'
      ? 'Its values are not damaged.'
      : 'This verdict did not look at it.';
  const { check, verdict, why, effect, measure } = finding;
  if (check === 'quality') return `Its values are damaged: ${why ?? sayMeasure(measure)}.`;
  const size = effect === null ? '' : `, ${sayMeasure(measure)} ${formatNumber(effect)}`;
  const words = {
    drift: 'It drifted',
    natural: 'It differs, and did so a season ago',
    'may be chance': 'It differs, which may be chance',
    'too small': 'It differs by less than matters',
    calm: 'It is as it was',
  }[verdict];
  return `${words}${size}${why === null ? '' : `: ${why}`}.`;
}

function sayCourse({ column, states, nDrifted }: DriftCourse): string {
  if (nDrifted === 0) return `“${column}” never moved further than matters`;
  const first = states.lastIndexOf('D') === states.length - 1 ? lastRun(states) : 0;
  if (first > 0)
    return `“${column}” has drifted for ${first} ${first === 1 ? 'verdict' : 'verdicts'} in a row`;
  return `“${column}” drifted in ${nDrifted} of ${states.length} verdicts, and does not now`;
}

/** Verdicts of drift at the end, in a row. */
function lastRun(states: string): number {
  return states.match(/D+$/)?.[0].length ?? 0;
}
