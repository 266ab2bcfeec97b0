import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { formatDuration, formatScoreInterval } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  FailureNote,
  FindingList,
  keyMetric,
  MetricTable,
  measuredOn,
  metricTitle,
  Page,
  ScrollTable,
  StatusTag,
  When,
  WithCode,
} from '../../components/index.ts';
import { lineageAddress } from '../lineage/lineage-address.ts';
import { useKept } from '../schemas/use-kept.ts';
import type { LiveRun } from '../training/training-types.ts';
import { GateSection } from './gate-section.tsx';
import { LineageList } from './lineage-list.tsx';
import { LiveBoard, ScoreHistory } from './live/live-board.tsx';
import { LiveFacts } from './live/live-facts.tsx';
import { RunControl } from './live/run-control.tsx';
import { useLiveRun } from './live/use-live-run.ts';
import { ReportFrame } from './report-frame.tsx';
import { SettingsTable } from './settings-table.tsx';
import { StoredBoard } from './stored-board.tsx';
import { runsAddress } from './table/run-query.ts';
import { TrackedRun } from './tracked/tracked-run.tsx';

type RunShown = OutputOf<Operations['runs']['show']>;

/** One run: how it goes on while it does, then its state, figures, findings, steps, lineage and its report. */
export function RunPage({ id }: { readonly id: string }) {
  const { value: live, failure } = useLiveRun(id);
  const told = live === undefined ? '' : `${live.status} ${live.stage?.name}`;
  const [nChanges, setChanges] = useState(0);
  const answer = useKept(useAnswer(() => api.runs.show({ id }), `${id} ${told} ${nChanges}`));
  return (
    <Page
      title={answer.state === 'here' ? answer.value.name : `Run ${id.slice(-6)}`}
      kicker={
        <>
          <a href="/runs">Runs</a>
          {answer.state === 'here' && (
            <>
              {' › '}
              <a href={runsAddress({ experiment: answer.value.experiment })}>
                {answer.value.experiment}
              </a>
            </>
          )}
        </>
      }
    >
      <AnswerView answer={answer}>
        {(run) => (
          <>
            {failure !== undefined && live !== undefined && <FailureNote failure={failure} />}
            {isOurs(run, live) ? (
              <RunBody run={run} live={live} />
            ) : (
              <TrackedRun run={run} onNote={() => setChanges(nChanges + 1)} />
            )}
          </>
        )}
      </AnswerView>
    </Page>
  );
}

/** Whether a pipeline of ours makes it: such runs have steps, or have begun to tell how they go on. */
function isOurs({ steps, findings }: RunShown, live: LiveRun | undefined): boolean {
  const isToldOf = live !== undefined && (live.stage !== null || live.canStop || live.canResume);
  return steps.length > 0 || findings.length > 0 || isToldOf;
}

function RunBody({ run, live }: { readonly run: RunShown; readonly live: LiveRun | undefined }) {
  const key = keyMetric(undefined, run.metrics);
  const isRunning = run.status === 'running';
  const tookMs = run.endedAt === null ? null : Date.parse(run.endedAt) - Date.parse(run.startedAt);
  return (
    <>
      <dl class="facts">
        <div>
          <dt>State</dt>
          <dd>
            <StatusTag status={live?.status ?? run.status} />
          </dd>
        </div>
        {key && (
          <div>
            <dt>
              {metricTitle(key.name)}
              {measuredOn(key.name)}
            </dt>
            <dd>{formatScoreInterval(key.estimate)}</dd>
          </div>
        )}
        <div>
          <dt>Started</dt>
          <dd>
            <When at={run.startedAt} />
            {tookMs !== null && <span class="soft">, took {formatDuration(tookMs)}</span>}
          </dd>
        </div>
        {live?.resumes && (
          <div>
            <dt>Goes on with</dt>
            <dd>
              <a href={`/runs/${live.resumes}`}>run {live.resumes.slice(-6)}</a>
            </dd>
          </div>
        )}
        <div>
          <dt>Id</dt>
          <dd class="small">{run.id}</dd>
        </div>
      </dl>
      {run.error !== null && run.status === 'failed' && (
        <div class="note failed" role="alert">
          <strong>
            <WithCode text={run.error} />
          </strong>
        </div>
      )}
      {live && (
        <RunControl live={live}>
          <LiveFacts live={live} />
        </RunControl>
      )}
      <RegisteredModel run={run} />
      {run.artifacts.some(({ name }) => name === 'gates') && <OpenGates id={run.id} />}
      <Leaderboard run={run} live={live} />
      {(!isRunning || run.findings.length > 0) && (
        <>
          <h2>What was noticed</h2>
          <FindingList findings={run.findings} />
        </>
      )}
      <div class="grid">
        <section>
          <h2>How good it is</h2>
          {Object.keys(run.metrics).length === 0 ? (
            <p class="soft">No metric was measured{isRunning ? ' yet' : ''}.</p>
          ) : (
            <MetricTable metrics={run.metrics} />
          )}
        </section>
        <section>
          <h2>Steps</h2>
          <Steps run={run} />
        </section>
      </div>
      {run.status === 'finished' && (
        <ReportFrame id={run.id} isOfTable={live?.hasCandidates === false} />
      )}
      {!isRunning && (
        <>
          <h2>Where it comes from and what came of it</h2>
          <LineageList edges={run.lineage} />
          <p>
            <a href={lineageAddress({ of: `run:${run.id}` })}>As a graph →</a>
          </p>
        </>
      )}
      <h2>Settings</h2>
      <SettingsTable settings={{ ...run.params, ...run.tags }} leaveOut="resumes" />
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: commandsOf(run, live).join('\n'),
          },
          { name: 'TypeScript', code: `const run = await kaizen.runs.show({ id: '${run.id}' });` },
        ]}
      />
    </>
  );
}

/** The model that came of a run, where one was registered. */
function RegisteredModel({ run: { lineage } }: { readonly run: RunShown }) {
  const edge = lineage.find(({ role }) => role === 'registered-as');
  const [, name, version] = /^model:(.+)\/(\d+)$/.exec(edge?.to ?? '') ?? [];
  if (name === undefined) return null;
  return (
    <p>
      <a class="button" href={`/models/${encodeURIComponent(name)}?version=${version}`}>
        Ask {name}, version {version}
      </a>
    </p>
  );
}

function commandsOf({ id, status, artifacts }: RunShown, live: LiveRun | undefined): string[] {
  if (status === 'running') return [`kaizen runs progress ${id}`, `kaizen runs stop ${id}`];
  if (live?.canResume) return [`kaizen runs show ${id}`, `kaizen runs resume ${id}`];
  const hasBoard = artifacts.some(({ name }) => name === 'leaderboard');
  return ['show', ...(hasBoard ? ['leaderboard'] : []), 'report'].map(
    (verb) => `kaizen runs ${verb} ${id}`,
  );
}

/** What a finished run has stored; before its end, and of runs that stored none, what it has told. */
function Leaderboard({
  run: { id, status, artifacts },
  live,
}: {
  readonly run: RunShown;
  readonly live: LiveRun | undefined;
}) {
  if (status === 'finished' && artifacts.some(({ name }) => name === 'leaderboard'))
    return (
      <>
        <OpenBoard id={id} />
        {live && <ScoreHistory live={live} />}
      </>
    );
  return live === undefined ? null : <LiveBoard live={live} />;
}

function OpenGates({ id }: { readonly id: string }) {
  const answer = useAnswer(() => api.runs.gates({ id }), id);
  return (
    <AnswerView answer={answer}>{({ verdict }) => <GateSection verdict={verdict} />}</AnswerView>
  );
}

function OpenBoard({ id }: { readonly id: string }) {
  const answer = useAnswer(() => api.runs.leaderboard({ id }), id);
  return <AnswerView answer={answer}>{(board) => <StoredBoard board={board} />}</AnswerView>;
}

function Steps({ run }: { readonly run: RunShown }) {
  if (run.steps.length === 0)
    return <p class="soft">No step has begun{run.status === 'running' ? ' yet' : ''}.</p>;
  return (
    <ScrollTable label="Steps" head={['Step', 'State', '#Time']}>
      {run.steps.map(({ name, status, durationMs }) => (
        <tr key={name}>
          <td>{name}</td>
          <td>
            <StatusTag
              status={run.status === 'stopped' && status === 'failed' ? 'stopped' : status}
            />
          </td>
          <td class="n">{durationMs === null ? '–' : formatDuration(durationMs)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
