import { api, useLive } from '../../api/index.ts';
import { metricTitle, StatusTag, When, WithCode } from '../../components/index.ts';
import { retrainingAddress, retrainingsAddress } from './retraining-address.ts';
import { RetrainingTable } from './retraining-table.tsx';
import type { Retraining } from './retraining-types.ts';
import { isUnderWay, sayComparison, sayTrigger, sayVersions } from './say-retraining.ts';
import { StartRetraining } from './start-retraining.tsx';
import { StepLine } from './step-line.tsx';

const SHOWN = 5;
const ASK_EVERY_MS = 8000;

/** The newest retraining of an endpoint with what it found, and those before; nothing where it may not be read. */
export function RetrainingSection({ endpoint }: { readonly endpoint: string }) {
  const { value } = useLive(
    async () => {
      const { items, next } = await api.retrainings.list({ endpoint, limit: SHOWN });
      const [first, ...before] = items;
      const newest = first && (await api.retrainings.show({ id: first.id }));
      return { newest, before, hasMore: next !== undefined };
    },
    { key: endpoint, everyMs: ASK_EVERY_MS },
  );
  if (value === undefined) return null;
  const { newest, before, hasMore } = value;
  return (
    <section aria-label="Retraining" id="retraining">
      <h2>Retraining</h2>
      {newest === undefined ? (
        <p class="soft">
          The model has not been trained anew yet. A person may begin it, or the settings of the
          endpoint: by drift, worse answers, new labels, new rows, or on schedule.
        </p>
      ) : (
        <Newest retraining={newest} />
      )}
      {before.length > 0 && <RetrainingTable items={before} label="Retrainings before" />}
      {hasMore && (
        <p>
          <a href={retrainingsAddress(endpoint)}>All retrainings →</a>
        </p>
      )}
      {(newest === undefined || !isUnderWay(newest)) && <StartRetraining endpoint={endpoint} />}
    </section>
  );
}

/** One retraining in brief: why it began, what was gathered, how the challenger compares, and what was decided. */
function Newest({ retraining }: { readonly retraining: Retraining }) {
  const { id, status, cause, reason, steps, startedAt, comparison } = retraining;
  const gathered = steps.find(({ name }) => name === 'gather')?.message ?? '';
  const facts: readonly (readonly [string, string])[] = [
    ['Why it began', `${cause} (${sayTrigger(retraining)})`],
    ['Gathered', gathered],
    [
      'Compared',
      comparison === null ? '' : sayComparison(comparison, metricTitle(comparison.metric)),
    ],
    [isUnderWay(retraining) ? 'Now' : 'Decision', reason],
  ];
  return (
    <div class="card newest">
      <p class="row between">
        <strong>
          <a href={retrainingAddress(id)}>Version {sayVersions(retraining)}</a>{' '}
          <span class="small soft">
            <When at={startedAt} />
          </span>
        </strong>
        <StatusTag status={status} />
      </p>
      <StepLine steps={steps} />
      <dl class="evidence">
        {facts.map(
          ([name, words]) =>
            words !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <WithCode text={words} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}
