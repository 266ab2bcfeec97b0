import { countOf, formatNumber } from '../../charts/index.ts';
import { AnomalyCard } from './anomaly-card.tsx';
import type { CheckResult, SchemaShown, WireAnomaly } from './schema-types.ts';

/** What a check came to, and what of it needs no decision. */
export function CheckVerdict({
  result,
  schema: { open, name, version },
  decided,
}: {
  readonly result: CheckResult;
  readonly schema: SchemaShown;
  /** Patches that were decided on since. */
  readonly decided: ReadonlySet<string>;
}) {
  const newest = `${name}@${version}`;
  const { data, schema, passed, nRows, nOffending, nChecked, environment } = result;
  const waiting = new Set(open.map(({ patch }) => patch?.id));
  const rest = result.anomalies.filter(
    ({ patch }) => patch === null || !(waiting.has(patch.id) || decided.has(patch.id)),
  );
  const where = environment === null ? '' : ` in ${environment}`;
  const found = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const n = result.anomalies.filter((one) => one.severity === severity).length;
    return n === 0 ? [] : [countOf(n, severity === 'info' ? 'note' : severity)];
  });
  return (
    <>
      <div
        class={passed ? (found.length === 0 ? 'note good' : 'note warned') : 'note failed'}
        role="status"
        data-testid="verdict"
      >
        <strong>
          {passed
            ? `✓ ${data} keeps the schema ${schema}${where}.`
            : `✗ ${data} does not keep the schema ${schema}${where}.`}
        </strong>
        <p>
          {countOf(nRows, 'row')} and {countOf(nChecked, 'column')} were checked
          {found.length === 0 ? '.' : `: ${found.join(', ')}.`}{' '}
          {nOffending > 0 &&
            `${formatNumber(nOffending)} ${nOffending === 1 ? 'row offends' : 'rows offend'}.`}
        </p>
        {schema !== newest && <p>The schema is {newest} by now: check again.</p>}
      </div>
      {rest.length > 0 && (
        <>
          <h3 class="above">Found, with nothing to decide</h3>
          <ul class="findings">
            {rest.map((anomaly) => (
              <AnomalyCard key={keyOf(anomaly)} anomaly={anomaly} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function keyOf({ name, column, long }: WireAnomaly): string {
  return `${name}\n${column}\n${long}`;
}
