import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatNumber, formatScoreInterval } from '../../charts/index.ts';
import { ScrollTable, StatusTag, WithCode } from '../../components/index.ts';

type Verdict = NonNullable<OutputOf<Operations['runs']['gates']>['verdict']>;
type Check = Verdict['checks'][number];

/** What a run held against its model, and what came of it; nothing where it kept nothing, or held nothing against it. */
export function GateSection({ verdict }: { readonly verdict: Verdict | null }) {
  if (verdict === null || verdict.checks.length === 0) return null;
  return (
    <section aria-label="Gates">
      <h2>{verdict.passed ? 'The gates let it pass' : 'The gates refused it'}</h2>
      <ScrollTable label="Gates" stacks head={['Gate', 'State', '#Limit', '#Measured', 'Why']}>
        {verdict.checks.map((check, i) => (
          <tr key={i}>
            <td>{check.subject}</td>
            <td data-name="State" class="one-line">
              <StatusTag status={check.status} />
            </td>
            <td data-name="Limit" class="n one-line">
              {sayLimit(check)}
            </td>
            <td data-name="Measured" class="n one-line wide">
              {check.measured === null
                ? '–'
                : `${formatScoreInterval(check.measured)}${unitOf(check)}`}
            </td>
            <td data-name="Why" class="wide">
              <WithCode text={check.reason} />
            </td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}

const SIDES = { 'at-least': '≥', 'at-most': '≤', above: '>' } as const;

function sayLimit(check: Check): string {
  const { limit } = check;
  return limit === null ? '–' : `${SIDES[limit.side]} ${formatNumber(limit.value)}${unitOf(check)}`;
}

function unitOf({ unit }: Check): string {
  return unit === null ? '' : ` ${unit}`;
}
