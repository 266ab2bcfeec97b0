import { api, useLive } from '../../api/index.ts';
import {
  CommandPanel,
  FailureNote,
  LiveView,
  Page,
  StatusTag,
  When,
  WithCode,
} from '../../components/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import { monitorAddress } from '../monitors/monitor-address.ts';
import { CanarySection } from './canary-section.tsx';
import { ComparisonSection } from './comparison-section.tsx';
import { retrainingsAddress } from './retraining-address.ts';
import { RetrainingControls } from './retraining-controls.tsx';
import type { Retraining } from './retraining-types.ts';
import { isUnderWay, sayTrigger } from './say-retraining.ts';
import { StepLine } from './step-line.tsx';
import { StepTimeline } from './step-timeline.tsx';

const ASK_EVERY_MS = 2000;

const NOTES: Readonly<Record<Retraining['status'], string>> = {
  ...{ running: 'empty', waiting: 'warned', promoted: 'good', rejected: 'empty' },
  ...{ 'rolled-back': 'failed', failed: 'failed', stopped: 'empty' },
};

/** One retraining: where it stands and why, how the challenger compares, its canary, and every step. */
export function RetrainingPage({ id }: { readonly id: string }) {
  const live = useLive(() => api.retrainings.show({ id }), {
    ...{ key: id, everyMs: ASK_EVERY_MS, mayChange: isUnderWay },
  });
  const endpoint = live.value?.endpoint;
  const title = endpoint === undefined ? 'Retraining' : `Retraining of ${endpoint}`;
  return (
    <Page title={title} kicker={<a href={retrainingsAddress()}>Retrainings</a>}>
      <LiveView live={live}>
        {(retraining) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            <Standing retraining={retraining} />
            <StepLine steps={retraining.steps} />
            {isUnderWay(retraining) && (
              <RetrainingControls retraining={retraining} onChange={live.show} />
            )}
            {retraining.comparison !== null && (
              <ComparisonSection comparison={retraining.comparison} />
            )}
            {retraining.rollout !== null && <CanarySection id={retraining.rollout} />}
            <h2>Steps</h2>
            <StepTimeline steps={retraining.steps} />
            <Made retraining={retraining} />
          </>
        )}
      </LiveView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: `kaizen retrainings show ${id}` },
          {
            name: 'TypeScript',
            code: `const retraining = await kaizen.retrainings.show({ id: '${id}' });`,
          },
        ]}
      />
    </Page>
  );
}

function Standing({ retraining }: { readonly retraining: Retraining }) {
  const { endpoint, status, reason, cause, startedAt, endedAt, who } = retraining;
  return (
    <div class={`note ${NOTES[status]}`} role="status">
      <StatusTag status={status} />
      <p>
        <strong>
          <WithCode text={reason === '' ? 'It has begun.' : reason} />
        </strong>
      </p>
      <p class="soft small whole">
        <a href={monitorAddress(endpoint)}>{endpoint}</a>, began <When at={startedAt} />
        {endedAt !== null && (
          <>
            , ended <When at={endedAt} />
          </>
        )}
        {who !== null && `, asked for by ${who}`}. Why: {cause} ({sayTrigger(retraining)})
      </p>
    </div>
  );
}

/** What it learned from and what it made, each a link. */
function Made({ retraining }: { readonly retraining: Retraining }) {
  const { endpoint, champion, challenger, tried, history, newest, runs, without, understudies } =
    retraining;
  const version = (number: number) => (
    <a href={`/models/${encodeURIComponent(endpoint)}?version=${number}`}>version {number}</a>
  );
  const run = runs.at(-1);
  const facts = [
    ['Champion when it began', version(champion)],
    ['Challenger', challenger === null ? null : version(challenger)],
    [
      'Tried',
      tried.length < 2
        ? null
        : tried
            .map(({ start, version: number, message }) =>
              number === null ? `${start}: ${message}` : `${start}: version ${number}`,
            )
            .join(' · '),
    ],
    ['Learned from', history === null ? null : <DatasetLink name={history} />],
    ['Compared on', newest === null ? null : <DatasetLink name={newest} />],
    ['Trained by', run === undefined ? null : <a href={`/runs/${run}`}>run {run.slice(0, 10)}</a>],
    ['Does without', without.length === 0 ? null : without.join(', ')],
    [
      'Ready to stand in',
      understudies.length === 0
        ? null
        : understudies
            .map(({ column, version: number }) => `${number} without ${column}`)
            .join(', '),
    ],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** `churn-history@3` as a link to that version. */
function DatasetLink({ name: reference }: { readonly name: string }) {
  const [name = '', version] = reference.split('@');
  return <a href={datasetAddress(name, { version })}>{reference}</a>;
}
