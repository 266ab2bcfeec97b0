import { CodeBlock, EmptyNote } from '../../components/index.ts';
import { startAddress } from '../training/start-address.ts';
import type { Home } from './load-home.ts';

/** What to do next: how to begin, where there is nothing; else the open loops. */
export function NextSteps({ home }: { readonly home: Home }) {
  if (home.runs.length === 0 && home.models.length === 0)
    return (
      <>
        <EmptyNote title="Nothing is here yet" command="kaizen run data.csv --target COLUMN">
          <a href={startAddress()}>Choose a file here</a> and the column to predict, or name both in
          the shell. You get a measured, explained and registered model, and this page fills.
        </EmptyNote>
        <EmptyNote title="No data at hand?" command="kaizen demo">
          The demo trains on real data that comes along, within a minute.
        </EmptyNote>
      </>
    );
  const failed = home.runs.find(({ status }) => status === 'failed' || status === 'killed');
  const quiet = home.endpoints.find(({ nPredictions }) => nPredictions === 0);
  const busy = home.endpoints.find(({ nPredictions }) => nPredictions >= 30);
  return (
    <section>
      <h2>What to do next</h2>
      <div class="grid">
        {failed && (
          <div class="card">
            <h3>A run did not end well</h3>
            <p>
              <a href={`/runs/${failed.id}`}>{failed.name}</a> says why.
            </p>
          </div>
        )}
        {quiet && (
          <div class="card">
            <h3>Ask {quiet.name}</h3>
            <p>
              It has not been asked yet.{' '}
              <a href={`/models/${encodeURIComponent(quiet.name)}`}>Type in a row</a>, or answer a
              file:
            </p>
            <CodeBlock label="Command" code={`kaizen predict ${quiet.name} new-rows.csv`} />
          </div>
        )}
        {busy && (
          <div class="card">
            <h3>Is {busy.name} still right?</h3>
            <p>
              <a href={`/monitors/${encodeURIComponent(busy.name)}`}>Compare</a> what it is asked
              with what it learned from:
            </p>
            <CodeBlock label="Command" code={`kaizen monitors check ${busy.name}`} />
          </div>
        )}
        {busy && (
          <div class="card">
            <h3>What became better, what worse?</h3>
            <p>
              The <a href="/improve">Kaizen report</a> compares this week with the one before, and
              says what to improve next:
            </p>
            <CodeBlock label="Command" code="kaizen improve" />
          </div>
        )}
        <div class="card">
          <h3>Learn from other data</h3>
          <p>
            <a href={startAddress()}>Train a model</a> on a file or a dataset, or in the shell:
          </p>
          <CodeBlock label="Command" code="kaizen run data.csv --target COLUMN" />
        </div>
      </div>
    </section>
  );
}
