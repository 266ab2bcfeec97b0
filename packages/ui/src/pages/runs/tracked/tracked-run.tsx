import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatDuration } from '../../../charts/index.ts';
import { CommandPanel, StatusTag, When, WithCode } from '../../../components/index.ts';
import { lineageAddress } from '../../lineage/lineage-address.ts';
import { runsAddress } from '../table/run-query.ts';
import { MetricsSection } from './metrics-section.tsx';
import { NestedRuns } from './nested-runs.tsx';
import { NoteSection } from './note-section.tsx';
import { PairTable } from './pair-table.tsx';
import { RunCharts } from './run-charts.tsx';
import { RunFiles } from './run-files.tsx';
import { RunTables } from './run-tables.tsx';
import { tellEnvironment } from './tell-environment.ts';

type RunShown = OutputOf<Operations['runs']['show']>;

/** A run that a client logged: its note, how its metrics went, their last values, params, tags, tables, parts. */
export function TrackedRun({
  run,
  onNote,
}: {
  readonly run: RunShown;
  readonly onNote: () => void;
}) {
  const { tags, environment } = tellEnvironment(run.tags);
  const isRunning = run.status === 'running';
  const params = Object.entries(run.params).map(([name, value]) => [name, String(value)] as const);
  return (
    <>
      <RunFacts run={run} />
      {run.error !== null && (
        <div class="note failed" role="alert">
          <strong>
            <WithCode text={run.error} />
          </strong>
        </div>
      )}
      <NoteSection id={run.id} note={run.note} onChange={onNote} />
      <RunCharts
        run={{ id: run.id, label: run.name, startedAt: run.startedAt }}
        isRunning={isRunning}
      />
      <div class="grid">
        <MetricsSection id={run.id} isRunning={isRunning} />
        <section>
          <h2>Params</h2>
          {params.length === 0 ? (
            <p class="soft">No param was logged.</p>
          ) : (
            <PairTable label="Params" head={['Param', 'Value']} pairs={params} />
          )}
        </section>
      </div>
      <NestedRuns id={run.id} experiment={run.experiment} />
      <RunTables run={run} />
      <RunFiles id={run.id} />
      <div class="grid">
        {tags.length > 0 && (
          <section>
            <h2>Tags</h2>
            <PairTable label="Tags" head={['Tag', 'Value']} pairs={tags} />
          </section>
        )}
        {environment.length > 0 && (
          <section>
            <h2>Made by</h2>
            <PairTable label="Made by" head={['What', 'Value']} pairs={environment} />
          </section>
        )}
      </div>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: [`kaizen runs show ${run.id}`, `kaizen runs metrics ${run.id}`].join('\n'),
          },
          { name: 'TypeScript', code: `const run = await kaizen.runs.show({ id: '${run.id}' });` },
        ]}
      />
    </>
  );
}

function RunFacts({ run }: { readonly run: RunShown }) {
  const tookMs = run.endedAt === null ? null : Date.parse(run.endedAt) - Date.parse(run.startedAt);
  return (
    <dl class="facts">
      <div>
        <dt>State</dt>
        <dd>
          <StatusTag status={run.status} />
        </dd>
      </div>
      <div>
        <dt>Experiment</dt>
        <dd>
          <a href={runsAddress({ experiment: run.experiment })}>{run.experiment}</a>
        </dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>
          <When at={run.startedAt} />
          {tookMs !== null && <span class="soft">, took {formatDuration(tookMs)}</span>}
        </dd>
      </div>
      {run.user !== '' && (
        <div>
          <dt>User</dt>
          <dd>{run.user}</dd>
        </div>
      )}
      {run.parent !== null && (
        <div>
          <dt>Part of</dt>
          <dd>
            <a href={`/runs/${encodeURIComponent(run.parent)}`}>run {run.parent.slice(-8)}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>Id</dt>
        <dd class="small">{run.id}</dd>
      </div>
      <div>
        <dt>Lineage</dt>
        <dd>
          <a href={lineageAddress({ of: `run:${run.id}` })}>what it read and made</a>
        </dd>
      </div>
    </dl>
  );
}
