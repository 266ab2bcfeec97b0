import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { FoundRun } from '../table/run-value.ts';
import type { Difference } from './differences.ts';
import { LineMark } from './run-legend.tsx';

const KINDS = { param: 'Params', data: 'Data', environment: 'Environment', tag: 'Tags' } as const;

/** What differs between runs; what is the same can be shown, too. */
export function DifferenceTable({
  runs,
  differences,
}: {
  readonly runs: readonly FoundRun[];
  readonly differences: readonly Difference[];
}) {
  const [isWhole, setWhole] = useState(false);
  const nSame = differences.filter(({ isSame }) => isSame).length;
  const shown = isWhole ? differences : differences.filter(({ isSame }) => !isSame);
  return (
    <section>
      <h2>What differs</h2>
      {shown.length === 0 ? (
        <p class="card">
          Params, tables, environment and tags of these runs are the same, as far as they were
          logged.
        </p>
      ) : (
        <SideBySide label="What differs" runs={runs}>
          {(['param', 'data', 'environment', 'tag'] as const).map((kind) => {
            const ofKind = shown.filter((one) => one.kind === kind);
            if (ofKind.length === 0) return null;
            return (
              <tbody key={kind}>
                <tr class="kind">
                  <th scope="rowgroup" colSpan={runs.length + 1}>
                    {KINDS[kind]}
                  </th>
                </tr>
                {ofKind.map(({ name, values, isSame }) => (
                  <tr key={name} class={isSame ? 'soft' : undefined}>
                    <th scope="row">{name}</th>
                    {runs.map(({ id }, i) => (
                      <td
                        key={id}
                        title={values[i]}
                        class={!isSame && values[i] !== values[0] ? 'clip other' : 'clip'}
                      >
                        {values[i] ?? '–'}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            );
          })}
        </SideBySide>
      )}
      {nSame > 0 && (
        <p>
          <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Only what differs' : `Show ${nSame} that are the same`}
          </button>
        </p>
      )}
    </section>
  );
}

/** A table with a column for each run. */
export function SideBySide({
  label,
  runs,
  children,
}: {
  readonly label: string;
  readonly runs: readonly FoundRun[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section class="card scroll side-by-side" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            <td />
            {runs.map(({ id, name }, i) => (
              <th key={id} scope="col" title={name}>
                <LineMark i={i} /> <span class="head">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}
