import type { AppError } from '@kaizenml/contracts';
import { countOf, formatNumber, formatShare } from '../../charts/index.ts';
import { FailureNote, WithCode } from '../../components/index.ts';
import type { Plan } from './training-types.ts';

const CLASSES_SHOWN = 6;

/** What a run would predict and compare models by, and why. */
export function PlanView({
  plan,
  failure,
  metric: chosen,
}: {
  /** The last one that there was. */
  readonly plan: Plan | undefined;
  /** Why there is none now. */
  readonly failure: AppError | undefined;
  /** Name of the metric that the person chose; empty for the usual one. */
  readonly metric: string;
}) {
  if (failure !== undefined) return <FailureNote failure={failure} />;
  if (plan === undefined)
    return (
      <p class="soft" role="status">
        Asking the server …
      </p>
    );
  const { why, nRows, nMissing, classes, metric, metrics, notes } = plan;
  const used = metrics.find(({ name }) => name === chosen) ?? metric;
  return (
    <>
      <p>
        <WithCode text={why} />
      </p>
      {classes.length > 0 && <ClassBars classes={classes} nRows={nRows} />}
      {nMissing > 0 && (
        <p class="small soft">
          {countOf(nMissing, 'row has no value', 'rows have no value')} of it and will be left out.
        </p>
      )}
      {used && (
        <p>
          <WithCode text={used.why} />
        </p>
      )}
      {notes.map((note) => (
        <p class="note warned small" key={note}>
          <WithCode text={note} />
        </p>
      ))}
    </>
  );
}

function ClassBars({
  classes,
  nRows,
}: {
  readonly classes: Plan['classes'];
  readonly nRows: number;
}) {
  const more = classes.length - CLASSES_SHOWN;
  return (
    <>
      <dl class="class-bars">
        {classes.slice(0, CLASSES_SHOWN).map(({ name, nRows: count }) => (
          <div key={name}>
            <dt title={name}>{name}</dt>
            <dd>
              <span class="bar" style={{ width: `${(100 * count) / nRows}%` }} />
              {formatShare(count / nRows)}
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p class="small soft">and {formatNumber(more)} more classes</p>}
    </>
  );
}
