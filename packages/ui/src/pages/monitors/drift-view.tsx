import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { countOf, driftChart, formatNumber, formatShare } from '../../charts/index.ts';
import { Chart, ScrollTable, StatusTag, When } from '../../components/index.ts';

/** The outcome of a drift check. */
export type Drift = OutputOf<Operations['monitors']['check']>;

/** Verdict, table and paired histograms of a drift check; what drifted comes first. */
export function DriftView({ drift }: { readonly drift: Drift }) {
  const { status, nDrifted, columns, nReference, nCurrent, model, version, thresholds } = drift;
  const sorted = [...columns].sort((a, b) => rankOf(b) - rankOf(a));
  const sentence =
    status === 'ok'
      ? 'No column has moved beyond its threshold.'
      : `${countOf(nDrifted, 'column')} moved beyond the threshold.`;
  const caption = `${countOf(nCurrent, 'row')} now, ${formatNumber(nReference)} in training; above ${thresholds.psi} is drift.`;
  return (
    <>
      <div class={`note ${status === 'ok' ? 'good' : 'failed'}`} role="status">
        <strong>{sentence}</strong>
        <p>
          {status === 'ok'
            ? 'The figures of the model still hold for rows like these. Check again when the world changes.'
            : 'Look at what moved first; if it is real, run again on newer data and compare the versions.'}
        </p>
        <p class="soft small">
          {countOf(nCurrent, 'logged row')} against {countOf(nReference, 'training row')} of {model}{' '}
          version {version}, <When at={drift.checkedAt} />
        </p>
      </div>
      <ScrollTable
        label="Drift by column"
        head={['Column', 'State', '#PSI', '#Missing in training', '#Missing now', 'What moved']}
      >
        {sorted.map((column) => (
          <tr key={`${column.role} ${column.column}`}>
            <td>
              {column.column}{' '}
              {column.role === 'prediction' && <span class="badge">prediction</span>}
            </td>
            <td>
              <StatusTag status={column.status} />
            </td>
            <td class="n">{formatNumber(column.psi)}</td>
            <td class="n">{formatShare(column.shareMissingReference)}</td>
            <td class="n">{formatShare(column.shareMissingCurrent)}</td>
            <td class="small">{column.why ?? '–'}</td>
          </tr>
        ))}
      </ScrollTable>
      <h2>Then and now</h2>
      <div class="grid">
        {sorted.slice(0, 12).map(({ column, psi, bins, role }) => (
          <div class="card" key={`${role} ${column}`}>
            <Chart
              draw={(size) =>
                driftChart({ column, psi, bins, threshold: thresholds.psi, caption }, size)
              }
            />
          </div>
        ))}
      </div>
    </>
  );
}

function rankOf({ status, psi }: Drift['columns'][number]): number {
  return (status === 'drift' ? 1e6 : 0) + psi;
}
