import { seriesLook } from '../../../charts/index.ts';
import { StatusTag } from '../../../components/index.ts';
import type { FoundRun } from '../table/run-value.ts';
import { type CompareQuery, compareAddress } from './compare-query.ts';

/** The runs that are compared, each with its line, and a way to leave it out. */
export function RunLegend({
  runs,
  query,
}: {
  readonly runs: readonly FoundRun[];
  readonly query: CompareQuery;
}) {
  return (
    <ol class="compared">
      {runs.map((run, i) => (
        <li key={run.id} class="card">
          <LineMark i={i} />
          <span class="name">
            <a href={`/runs/${encodeURIComponent(run.id)}`}>{run.name}</a>
            {i === 0 && <span class="badge">reference</span>}
          </span>
          <StatusTag status={run.status} />
          <span class="row">
            {i > 0 && (
              <a
                class="small"
                href={compareAddress({
                  ...query,
                  runs: [run.id, ...query.runs.filter((id) => id !== run.id)],
                })}
              >
                put first
              </a>
            )}
            {runs.length > 2 && (
              <a
                class="small"
                href={compareAddress({ ...query, runs: query.runs.filter((id) => id !== run.id) })}
              >
                leave out
              </a>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** How the lines of a run look in charts of curves. */
export function LineMark({ i }: { readonly i: number }) {
  const { color, dash } = seriesLook(i);
  return (
    <svg class="line-mark" width="26" height="8" aria-hidden="true">
      <line x1="1" x2="25" y1="4" y2="4" stroke={color} stroke-width="3" stroke-dasharray={dash} />
    </svg>
  );
}
