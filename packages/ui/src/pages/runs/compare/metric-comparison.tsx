import { useState } from 'preact/hooks';
import { formatNumber, formatSigned } from '../../../charts/index.ts';
import { fieldsOf } from '../table/run-fields.ts';
import { type FoundRun, toNumber } from '../table/run-value.ts';
import { SideBySide } from './difference-table.tsx';

const SHOWN = 15;

/** Last values of metrics side by side, each with its distance from that of the first run. */
export function MetricComparison({ runs }: { readonly runs: readonly FoundRun[] }) {
  const [isWhole, setWhole] = useState(false);
  const keys = fieldsOf(runs)
    .filter(({ field }) => field.of === 'metric')
    .map(({ field }) => field.key);
  if (keys.length === 0) return null;
  const shown = isWhole ? keys : keys.slice(0, SHOWN);
  return (
    <section>
      <h2>Metrics</h2>
      <SideBySide label="Metrics" runs={runs}>
        <tbody>
          {shown.map((key) => (
            <MetricRow key={key} name={key} runs={runs} />
          ))}
        </tbody>
      </SideBySide>
      <p class="small soft">
        ▲ the greatest, ▼ the least of these runs; which is better depends on the metric. Behind a
        value its distance from the first run.
      </p>
      {keys.length > SHOWN && (
        <p>
          <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the first ${SHOWN}` : `Show all ${keys.length}`}
          </button>
        </p>
      )}
    </section>
  );
}

function MetricRow({ name, runs }: { readonly name: string; readonly runs: readonly FoundRun[] }) {
  const values = runs.map(({ metrics }) => {
    const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
    return value === undefined ? undefined : toNumber(value);
  });
  const finite = values.filter((value): value is number => Number.isFinite(value));
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  const [first] = values;
  return (
    <tr>
      <th scope="row">{name}</th>
      {runs.map(({ id }, i) => {
        const value = values[i];
        if (value === undefined)
          return (
            <td key={id} class="soft">
              –
            </td>
          );
        const mark =
          least === greatest ? '' : value === greatest ? '▲' : value === least ? '▼' : '';
        const delta = first === undefined || i === 0 ? 0 : value - first;
        return (
          <td key={id} title={String(value)} class="one-line">
            {Number.isFinite(value) ? formatNumber(value) : String(value)}
            {mark !== '' && <span class="mark"> {mark}</span>}
            {delta !== 0 && Number.isFinite(delta) && (
              <span class="soft small"> {formatSigned(delta)}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
