import { formatNumber, formatShare, shiftChart } from '../../charts/index.ts';
import { Chart } from '../../components/index.ts';
import type { ShiftedColumn } from './monitor-types.ts';
import { shiftBars } from './shift-bars.ts';

/** A column then and now, under a title that says what moved. */
export function Shift({ shown }: { readonly shown: ShiftedColumn }) {
  const { column, kind, nReference, nWindow, missing, findings } = shown;
  const drifts = findings.filter(({ verdict }) => verdict === 'drift');
  const finding = drifts.find(({ check }) => check !== 'quality') ?? drifts[0];
  const isLength = kind === 'text' || kind === 'id';
  const gone = `${formatShare(missing.reference)} → ${formatShare(missing.window)} missing`;
  const caption = `${formatNumber(Math.round(nReference))} rows then, ${formatNumber(Math.round(nWindow))} now; ${gone}.`;
  return (
    <Chart
      draw={(size) =>
        shiftChart(
          {
            title: finding?.why
              ? `${finding.check === 'quality' ? '' : `“${column}”: `}${finding.why}`
              : `${isLength ? 'Lengths of ' : ''}“${column}” then and now`,
            ...{ caption, bars: shiftBars(shown), names: ['then', 'now'] },
            isOfLevels: kind === 'category' || kind === 'boolean',
            isDrift: finding !== undefined,
          },
          size,
        )
      }
    />
  );
}

/** Levels that the reference did not have; nothing where there is none. */
export function NewLevels({ shown: { newLevels } }: { readonly shown: ShiftedColumn }) {
  if (newLevels.length === 0) return null;
  return (
    <p class="small">
      <strong>New levels:</strong>{' '}
      {newLevels.map(({ level, share }) => `“${level}” ${formatShare(share)}`).join(', ')}
    </p>
  );
}
