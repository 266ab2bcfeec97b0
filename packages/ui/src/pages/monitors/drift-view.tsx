import { countOf, formatNumber, formatShare } from '../../charts/index.ts';
import { ScrollTable, StatusTag, When } from '../../components/index.ts';
import type { Checked } from './monitor-types.ts';
import { sayMeasure } from './say-measure.ts';
import { NewLevels, Shift } from './shift.tsx';

/** Findings without drift that are shown. */
const MOST_CALM = 20;

/** Verdict, findings, and the columns that drifted, then and now. */
export function DriftView({ checked }: { readonly checked: Checked }) {
  const { status, nColumns, nDrifted, findings, drifted, redacted } = checked;
  const { nReference, nCurrent, model, version, leastEffect, rate } = checked;
  const nSaid = findings.filter(({ verdict }) => verdict === 'drift').length;
  const shown = findings.slice(0, nSaid + MOST_CALM);
  const isCalm = status === 'ok';
  return (
    <>
      <div class={`note ${isCalm ? 'good' : 'warned'}`} role="status">
        <StatusTag status={isCalm ? 'calm' : 'drift'} />
        <p>
          <strong>
            {isCalm
              ? `None of ${countOf(nColumns, 'column')} has moved further than matters.`
              : `${formatNumber(nDrifted)} of ${countOf(nColumns, 'column')} ${nDrifted === 1 ? 'has' : 'have'} moved.`}
          </strong>
        </p>
        <p class="soft small whole">
          {countOf(nCurrent, 'logged row')} beside {countOf(nReference, 'row')} of {model} version{' '}
          {version}, <When at={checked.checkedAt} />. A difference of {formatNumber(leastEffect)} or
          more matters; at most {formatShare(rate)} of what is said to drift is chance.
          {redacted.length > 0 &&
            ` Left out, since the log does not keep them: ${redacted.join(', ')}.`}
        </p>
      </div>
      <ScrollTable
        label="Findings by column"
        stacks
        head={['Column', 'Verdict', 'By', '#Difference', '#Chance', 'What moved']}
      >
        {shown.map(({ check, column, measure, effect, pValue, verdict, why }) => (
          <tr key={`${check} ${column} ${measure}`}>
            <td>
              {column} {check === 'predictions' && <span class="badge">answer</span>}
            </td>
            <td>
              <StatusTag status={verdict} />
            </td>
            <td data-name="By">{sayMeasure(measure)}</td>
            <td class="n" data-name="Difference">
              {effect === null ? '–' : formatNumber(effect)}
            </td>
            <td class="n" data-name="Chance">
              {sayChance(pValue)}
            </td>
            <td class="small">{why ?? ''}</td>
          </tr>
        ))}
      </ScrollTable>
      {shown.length < findings.length && (
        <p class="small soft">and {formatNumber(findings.length - shown.length)} more, all calm</p>
      )}
      {drifted.length > 0 && (
        <>
          <h3>Then and now</h3>
          <div class="grid even">
            {drifted.map((column) => (
              <div class="card" key={`${column.role} ${column.column}`}>
                <Shift shown={column} />
                <NewLevels shown={column} />
              </div>
            ))}
          </div>
        </>
      )}
    </>
  );
}

function sayChance(pValue: number | null): string {
  if (pValue === null) return '–';
  return pValue < 0.0001 ? '< 0.0001' : pValue.toFixed(4);
}
