import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import {
  AnswerView,
  CommandPanel,
  FailureNote,
  Page,
  ScrollTable,
  StatusTag,
  When,
} from '../../components/index.ts';
import { whenOf } from './when-of.ts';

type Job = Awaited<ReturnType<typeof api.jobs.show>>;

/** One data job: what it does, its runs, and the buttons that run, pause and resume it. */
export function JobPage({ name }: { readonly name: string }) {
  const [nChanges, setChanges] = useState(0);
  const answer = useAnswer(() => api.jobs.show({ name }), String(nChanges));
  return (
    <Page title={name} kicker={<a href="/jobs">Data jobs</a>}>
      <AnswerView answer={answer}>
        {(job) => <JobBody job={job} onChange={() => setChanges(nChanges + 1)} />}
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: `kaizen jobs show ${name}\nkaizen jobs run ${name}` },
          {
            name: 'TypeScript',
            code: `const { runs } = await kaizen.jobs.run({ name: '${name}' });`,
          },
        ]}
      />
    </Page>
  );
}

function JobBody({ job, onChange }: { readonly job: Job; readonly onChange: () => void }) {
  return (
    <>
      <dl class="facts">
        <div>
          <dt>Reads</dt>
          <dd>
            <code>{job.path}</code>
          </dd>
        </div>
        <div>
          <dt>Into</dt>
          <dd>
            <a href={`/datasets/${encodeURIComponent(job.dataset)}`}>{job.dataset}</a>
          </dd>
        </div>
        <div>
          <dt>When (UTC)</dt>
          <dd>
            {whenOf(job)}
            {job.nextAt !== null && (
              <>
                ; next <When at={job.nextAt} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Data that break the schema</dt>
          <dd>{job.hold ? 'raise an alert and are held back' : 'raise an alert and are kept'}</dd>
        </div>
      </dl>
      <JobButtons job={job} onChange={onChange} />
      <h2>Runs</h2>
      {job.runs.length === 0 ? (
        <p class="soft">It has not run yet.</p>
      ) : (
        <ScrollTable
          label="Runs"
          head={['Started', 'Outcome', 'File', '#Rows', '#Version', 'What happened']}
        >
          {job.runs.map(({ id, startedAt, status, file, nRows, version, message }) => (
            <tr key={id}>
              <td>
                <When at={startedAt} />
              </td>
              <td>
                <StatusTag status={status} />
              </td>
              <td>{file}</td>
              <td class="n">{nRows === null ? '' : formatNumber(nRows)}</td>
              <td class="n">{version}</td>
              <td>{message}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </>
  );
}

function JobButtons({ job, onChange }: { readonly job: Job; readonly onChange: () => void }) {
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const doing = (work: () => Promise<unknown>) => () => {
    setWorking(true);
    setFailure(undefined);
    work()
      .then(onChange, (thrown: unknown) => setFailure(toAppError(thrown)))
      .finally(() => setWorking(false));
  };
  const { name, isPaused } = job;
  return (
    <>
      <p class="row">
        <button type="button" disabled={isWorking} onClick={doing(() => api.jobs.run({ name }))}>
          Run now
        </button>
        <button
          type="button"
          class="choice"
          disabled={isWorking}
          onClick={doing(() => api.jobs.pause({ name, resume: isPaused }))}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </button>
      </p>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
