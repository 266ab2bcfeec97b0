import { api, useAnswer } from '../../api/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  Page,
  Pager,
  ScrollTable,
  StatusTag,
  When,
} from '../../components/index.ts';
import { whenOf } from './when-of.ts';

/** The data jobs: what is read when, into which dataset, and how it went last. */
export function JobsPage({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.jobs.list({ limit: 50, after }), after ?? '');
  return (
    <Page title="Data jobs">
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyNote
              title="No data jobs yet"
              command="kaizen jobs add orders 'incoming/*.csv' --on-new-files"
            >
              A data job reads a file by schedule, or each file that arrives, checks it against the
              schema of its dataset, and keeps it as a version. What is wrong becomes an alert.
            </EmptyNote>
          ) : (
            <>
              <ScrollTable
                label="Data jobs"
                head={[
                  'Job',
                  'Dataset',
                  'When (UTC)',
                  'Next',
                  'Last run',
                  'Outcome',
                  'What happened',
                ]}
              >
                {items.map((job) => (
                  <tr key={job.name}>
                    <td>
                      <a href={`/jobs/${encodeURIComponent(job.name)}`}>{job.name}</a>
                    </td>
                    <td>
                      <a href={`/datasets/${encodeURIComponent(job.dataset)}`}>{job.dataset}</a>
                    </td>
                    <td>{whenOf(job)}</td>
                    <td>{job.nextAt === null ? '–' : <When at={job.nextAt} />}</td>
                    <td>
                      <When at={job.lastRun?.startedAt ?? null} />
                    </td>
                    <td>{job.lastRun && <StatusTag status={job.lastRun.status} />}</td>
                    <td>{job.lastRun?.message}</td>
                  </tr>
                ))}
              </ScrollTable>
              <Pager path="/jobs" next={next} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen jobs list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.jobs.list({});' },
        ]}
      />
    </Page>
  );
}
