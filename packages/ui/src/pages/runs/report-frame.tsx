import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView } from '../../components/index.ts';

/** The report of a run, shown in place and kept as a file on demand. */
export function ReportFrame({
  id,
  isOfTable,
}: {
  readonly id: string;
  /** Of a forecast, clusters or anomalies: what was found stands in the report alone, so that it is open at first. */
  readonly isOfTable: boolean;
}) {
  const [isToggled, toggle] = useState(false);
  const isOpen = isOfTable !== isToggled;
  return (
    <section>
      <div class="row between">
        <h2>Report</h2>
        <button
          type="button"
          class="quiet"
          aria-expanded={isOpen}
          onClick={() => toggle(!isToggled)}
        >
          {isOpen ? 'Close the report' : 'Open the report'}
        </button>
      </div>
      {isOpen ? (
        <OpenReport id={id} />
      ) : (
        <p class="soft">
          {isOfTable
            ? 'What was found, how sure it is, and when not to use it, on one page.'
            : 'Baselines, leaderboard, plots, the data and when not to use the model, on one page.'}
        </p>
      )}
    </section>
  );
}

function OpenReport({ id }: { readonly id: string }) {
  const answer = useAnswer(() => api.runs.report({ id }), id);
  return (
    <AnswerView answer={answer}>
      {({ html, path }) => (
        <>
          <iframe title="Report of the run" sandbox="" srcdoc={html} />
          <p class="small soft">
            <a
              href={`data:text/html;charset=utf-8,${encodeURIComponent(html)}`}
              download={`report-${id}.html`}
            >
              Save as file
            </a>{' '}
            · on the server at <code>{path}</code>
          </p>
        </>
      )}
    </AnswerView>
  );
}
