import { columnFormat } from './column-format.ts';
import { directionOf, nextOrder } from './next-order.ts';
import { RunCell } from './run-cell.tsx';
import { isSortable, nameOfField, type RunField, titleOfField } from './run-field.ts';
import { isNumberColumn } from './run-fields.ts';
import { type FoundRun, fieldValue } from './run-value.ts';

/** Runs in rows, sorted by a press on a heading, picked by their boxes. */
export function RunTable({
  runs,
  columns,
  order,
  picked = [],
  isOld = false,
  addressOf,
  onPick,
}: {
  readonly runs: readonly FoundRun[];
  readonly columns: readonly RunField[];
  readonly order: string | undefined;
  readonly picked?: readonly string[];
  /** Whether the server is being asked for others. Default false. */
  readonly isOld?: boolean;
  /** The same table in another order. */
  readonly addressOf: (order: string | undefined) => string;
  /** Without it there are no boxes. */
  readonly onPick?: (id: string, isPicked: boolean) => void;
}) {
  const looks = columns.map((field) => ({
    field,
    isNumber: isNumberColumn(runs, field),
    format: columnFormat(
      runs.map((run) => fieldValue(run, field)).filter((value) => typeof value === 'number'),
    ),
  }));
  return (
    <section
      class={isOld ? 'card scroll runs old' : 'card scroll runs'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      aria-label="Runs"
      aria-busy={isOld}
    >
      <table>
        <thead>
          <tr>
            {onPick && (
              <th class="box" scope="col">
                <span class="hidden">Compare</span>
              </th>
            )}
            <SortHead field={NAME} order={order} addressOf={addressOf} title="Run" />
            {looks.map(({ field, isNumber }) => (
              <SortHead
                key={nameOfField(field)}
                {...{ field, order, addressOf, isNumber }}
                title={titleOfField(field)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} class={picked.includes(run.id) ? 'picked' : undefined}>
              {onPick && (
                <td class="box">
                  <input
                    type="checkbox"
                    aria-label={`Compare ${run.name}`}
                    checked={picked.includes(run.id)}
                    onChange={(event) => onPick(run.id, event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">
                {run.parent !== null && (
                  <span class="soft" title="Part of another run">
                    ↳{' '}
                  </span>
                )}
                <a href={`/runs/${encodeURIComponent(run.id)}`}>{run.name || run.id}</a>
              </th>
              {looks.map((look) => (
                <RunCell key={nameOfField(look.field)} run={run} {...look} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const NAME: RunField = { of: 'attribute', key: 'run_name' };

const ARROWS = { ASC: '↑', DESC: '↓' } as const;
const SORTS = { ASC: 'ascending', DESC: 'descending' } as const;

function SortHead({
  field,
  title,
  order,
  isNumber = false,
  addressOf,
}: {
  readonly field: RunField;
  readonly title: string;
  readonly order: string | undefined;
  readonly isNumber?: boolean;
  readonly addressOf: (order: string | undefined) => string;
}) {
  const direction = directionOf(order, field);
  const isNewestFirst = order === undefined && field.key === 'start_time';
  return (
    <th
      scope="col"
      class={isNumber ? 'n' : undefined}
      title={nameOfField(field)}
      aria-sort={direction === undefined ? undefined : SORTS[direction]}
    >
      {field.key === 'run_name' || isSortable(field) ? (
        <a class="sort" href={addressOf(nextOrder(order, field))}>
          <span class="head">{title}</span>
          <span class="arrow" aria-hidden="true">
            {direction === undefined ? (isNewestFirst ? '↓' : '') : ARROWS[direction]}
          </span>
        </a>
      ) : (
        <span class="head">{title}</span>
      )}
    </th>
  );
}
