import type { ComponentChildren } from 'preact';
import { formatNumber, formatShare } from '../../charts/index.ts';
import { aboutColumn, WithCode } from '../../components/index.ts';
import type { WireAnomaly } from './schema-types.ts';

const MARKS = { error: '✗ Error', warning: '! Warning', info: 'i Note' } as const;
/** Characters of a value that are shown. */
const LONGEST = 120;

/** One way in which the data differ: what, how much of it, where, and the change that would allow it. */
export function AnomalyCard({
  anomaly,
  children,
}: {
  readonly anomaly: WireAnomaly;
  /** What can be decided. */
  readonly children?: ComponentChildren;
}) {
  const { name, number, severity, column, short, long, share, count, rows, patch } = anomaly;
  return (
    <li class={`card ${severity}`}>
      <div class="row between">
        <h3>{aboutColumn(column, short)}</h3>
        <span class="tag">
          {MARKS[severity]}
          {count !== null && ` · ${formatNumber(count)} ${count === 1 ? 'row' : 'rows'}`}
          {share !== null && ` · ${formatShare(share)}`}
        </span>
      </div>
      <p>
        <WithCode text={long} />
      </p>
      {rows.length > 0 && (
        <dl class="offending" aria-label="The first rows">
          {rows.map(({ row, value }) => (
            <div key={row}>
              <dt>row {formatNumber(row)}</dt>
              <dd>
                {value === null || value === '' ? (
                  <span class="soft">missing</span>
                ) : (
                  <code>{cut(value)}</code>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {patch !== null && (
        <div class="proposal">
          <strong>
            <WithCode text={patch.says} />
          </strong>
          <ul class="small soft">
            {patch.changes.map(({ path, from, to }) => (
              <li key={path.join('\n')}>
                <code>{placeOf(path, column)}</code> {changeOf(from, to)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
      <p class="soft small">
        {name}
        {number !== null && ` [${number}]`}
        {patch !== null && `, patch ${patch.id}`}
      </p>
    </li>
  );
}

/** A place without the column that the card is about. */
function placeOf(path: readonly string[], column: string | null): string {
  return (path[1] === column && path.length > 2 ? path.slice(2) : path).join('.');
}

function changeOf(from: unknown, to: unknown): string {
  if (Array.isArray(from) && Array.isArray(to)) {
    const added = to.filter((one) => !from.includes(one));
    const gone = from.filter((one) => !to.includes(one));
    return [...added.map((one) => `+ ${one}`), ...gone.map((one) => `− ${one}`)].join(', ');
  }
  return `${shownValue(from)} → ${shownValue(to)}`;
}

function shownValue(value: unknown): string {
  return value === undefined ? 'nothing' : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
