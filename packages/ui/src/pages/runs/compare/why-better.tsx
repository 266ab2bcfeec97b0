import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type Answer, api, useAnswer } from '../../../api/index.ts';
import { AnswerView } from '../../../components/index.ts';
import { changePlace } from '../../../router/index.ts';
import { useKept } from '../../schemas/use-kept.ts';
import { fieldsOf } from '../table/run-fields.ts';
import { type FoundRun, toNumber } from '../table/run-value.ts';
import { type CompareQuery, compareAddress } from './compare-query.ts';

type Contrast = OutputOf<Operations['runs']['contrast']>;

/** Why a run is better than the first: a paragraph of what was logged, of what other runs say, and of what cannot be known. */
export function WhyBetter({
  runs,
  query,
}: {
  readonly runs: readonly FoundRun[];
  readonly query: CompareQuery;
}) {
  const [first, ...others] = runs;
  const run = others.find(({ id }) => id === query.why) ?? others[0];
  const id = run?.id ?? '';
  const against = first?.id ?? '';
  const { metric } = query;
  const answer = useKept(
    useAnswer(
      () => api.runs.contrast({ id, against, ...(metric === undefined ? {} : { metric }) }),
      JSON.stringify([id, against, metric]),
    ),
  );
  if (run === undefined || first === undefined) return null;
  const change = (part: Partial<CompareQuery>) =>
    changePlace(compareAddress({ ...query, ...part }));
  const shared = fieldsOf([run, first])
    .filter(({ field, nRuns }) => field.of === 'metric' && nRuns === 2)
    .map(({ field }) => field.key)
    .filter((key) => [run, first].every((one) => hasNumber(one, key)));
  return (
    <section class="why">
      <h2>
        {others.length === 1 ? (
          <>Why is {run.name}</>
        ) : (
          <label>
            Why is{' '}
            <select value={run.id} onChange={(event) => change({ why: event.currentTarget.value })}>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}{' '}
        {verdictOf(answer)} {first.name}?
      </h2>
      <AnswerView answer={answer}>
        {(contrast) => (
          <div class="card">
            {contrast.metric !== null && (
              <label class="why-metric">
                <span class="soft">By</span>{' '}
                <select
                  value={contrast.metric.key}
                  onChange={(event) => change({ metric: event.currentTarget.value })}
                >
                  {shared.map((key) => (
                    <option key={key} value={key}>
                      {key}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <p>{contrast.sentences.join(' ')}</p>
          </div>
        )}
      </AnswerView>
    </section>
  );
}

/** Better, worse, or only other, as the name of the metric says. */
function verdictOf(answer: Answer<Contrast>): string {
  const metric = answer.state === 'here' ? answer.value.metric : null;
  if (metric === null) return 'better than';
  const { value, against, better } = metric;
  if (value === against || better === null) return 'other than';
  return (better === 'higher') === value > against ? 'better than' : 'worse than';
}

function hasNumber({ metrics }: FoundRun, key: string): boolean {
  const value = Object.hasOwn(metrics, key) ? metrics[key] : undefined;
  return value !== undefined && Number.isFinite(toNumber(value));
}
