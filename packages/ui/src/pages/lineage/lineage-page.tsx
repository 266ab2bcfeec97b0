import { useId, useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, CommandPanel, Page } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { countBeyond, type DrawnGraph, toDrawnGraph } from './drawn-graph.ts';
import { GraphDrawing } from './graph-drawing.tsx';
import { GraphTable } from './graph-table.tsx';
import { type LineageQuery, lineageAddress } from './lineage-address.ts';
import { RequestOrigin } from './request-origin.tsx';

/** What made something, and what came of it. */
export function LineagePage({ query }: { readonly query: LineageQuery }) {
  const { of, column } = query;
  return (
    <Page title="Lineage">
      <AskedOf query={query} />
      {of === undefined ? (
        <p class="soft">
          It is asked of a dataset, a column of it, a run, a version of a model, or the id of a
          request. The pages of each lead here, too.
        </p>
      ) : (
        <>
          <Lineage query={query} of={of} key={lineageAddress(query)} />
          <CommandPanel
            forms={[
              {
                name: 'Shell',
                code: `kaizen lineage graph ${of}${column === undefined ? '' : ` --column ${column}`}`,
              },
              {
                name: 'TypeScript',
                code: `const { graph } = await kaizen.lineage.graph(${JSON.stringify({ of, column })});`,
              },
            ]}
          />
        </>
      )}
    </Page>
  );
}

function Lineage({ query, of }: { readonly query: LineageQuery; readonly of: string }) {
  const { column, beside } = query;
  const answer = useAnswer(
    () => api.lineage.graph({ of, column, beside, nodes: beside === undefined ? 80 : 300 }),
    '',
  );
  return (
    <>
      <AnswerView answer={answer}>
        {(shown) => {
          const graph = toDrawnGraph(shown);
          return (
            <>
              <p role="status">{sayGraph(graph)}</p>
              <GraphDrawing graph={graph} />
              {graph.edges.length > 0 && (
                <details class="lineage-table">
                  <summary>The same as a table</summary>
                  <GraphTable graph={graph} />
                </details>
              )}
            </>
          );
        }}
      </AnswerView>
      {of.startsWith('request:') && <RequestOrigin requestId={of.slice('request:'.length)} />}
    </>
  );
}

/** `Made of 1 dataset and 1 file. What came of it: 2 runs.` */
function sayGraph(graph: DrawnGraph): string {
  const isCut = graph.nodes.some(({ kind }) => kind === 'more');
  const [before, after] = [countBeyond(graph, 'origins'), countBeyond(graph, 'results')];
  return [
    before.length === 0 ? 'Nothing is known of what it was made of.' : `Made of ${list(before)}.`,
    after.length === 0 ? 'Nothing came of it.' : `What came of it: ${list(after)}.`,
    ...(isCut ? ['There is more than fits here; boxes say how much.'] : []),
  ].join(' ');
}

function list(parts: readonly string[]): string {
  return new Intl.ListFormat('en').format(parts);
}

/** What the page is about, to be changed. */
function AskedOf({ query }: { readonly query: LineageQuery }) {
  const id = useId();
  const [of, setOf] = useState(query.of ?? '');
  const [column, setColumn] = useState(query.column ?? '');
  return (
    <search>
      <form
        class="row lineage-asked"
        onSubmit={(event) => {
          event.preventDefault();
          goTo(lineageAddress({ of: of.trim(), column: column.trim() }));
        }}
      >
        <div class="field">
          <label for={`${id}-of`}>Of</label>
          <input
            id={`${id}-of`}
            value={of}
            placeholder="churn@2, run:…, model:churn/3, request:…"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            onInput={(event) => setOf(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-column`}>Column</label>
          <input
            id={`${id}-column`}
            value={column}
            placeholder="all of them"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            onInput={(event) => setColumn(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="second">
          Show
        </button>
      </form>
    </search>
  );
}
