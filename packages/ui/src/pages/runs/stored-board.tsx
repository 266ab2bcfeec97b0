import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useState } from 'preact/hooks';
import {
  formatDuration,
  formatNumber,
  formatScore,
  formatScoreInterval,
} from '../../charts/index.ts';
import { ScrollTable } from '../../components/index.ts';

export type StoredLeaderboard = OutputOf<Operations['runs']['leaderboard']>;
type Row = StoredLeaderboard['rows'][number];

const ROWS_SHOWN = 15;

const ROLES: Readonly<Record<Row['roles'][number], string>> = {
  champion: '★ champion',
  small: 'small',
  interpretable: 'readable',
  baseline: 'baseline',
};

/** What a finished run compared: validation and test score, times, sizes, and what each row is good for. */
export function StoredBoard({ board }: { readonly board: StoredLeaderboard }) {
  const { metric, rows, sentences, times } = board;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, ROWS_SHOWN);
  return (
    <section>
      <h2>Leaderboard</h2>
      <ScrollTable
        label="Leaderboard"
        head={[
          '#Place',
          'Model',
          `#${metric.title}, validation`,
          '#Test',
          '#Fit of a fold',
          '#1 000 answers',
          '#Size',
          'Mark',
        ]}
      >
        {shown.map((row) => (
          <tr key={row.name} class={row.roles.includes('champion') ? 'best' : undefined}>
            <td class="n soft">{row.rank}</td>
            <td class="model">
              {row.title} <span class="soft small">{row.name}</span>
            </td>
            <td class="n">{row.validation === null ? '–' : formatScore(row.validation.value)}</td>
            <td class="n">{row.test === null ? '' : formatScoreInterval(row.test)}</td>
            <td class="n">{timeOf(times[row.name]?.fitMs)}</td>
            <td class="n">{timeOf(times[row.name]?.predictMsPer1000Rows)}</td>
            <td class="n">{row.sizeBytes === null ? '–' : sizeOf(row.sizeBytes)}</td>
            <td class={row.status === 'finished' ? 'marks' : undefined}>{marksOf(row)}</td>
          </tr>
        ))}
      </ScrollTable>
      <p class="small soft">
        {metric.title}, {metric.better} is better: on rows that folds held out, and on rows that
        nothing had seen, with its 95 % interval. ≈ cannot be told from the best one.
      </p>
      {rows.length > ROWS_SHOWN && (
        <p>
          <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the best ${ROWS_SHOWN}` : `Show all ${formatNumber(rows.length)}`}
          </button>
        </p>
      )}
      {sentences.length > 0 && (
        <>
          <h3 class="above">Why the champion won</h3>
          <ul class="card">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function marksOf({ roles, isBestAlike, status, error }: Row): string {
  if (status !== 'finished') return error ?? status;
  const alike = isBestAlike === true && !roles.includes('champion') ? ['≈ best'] : [];
  return [...roles.map((role) => ROLES[role]), ...alike].join(', ');
}

function timeOf(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return ms < 10 ? `${formatNumber(Number(ms.toPrecision(2)))} ms` : formatDuration(ms);
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const [unit, size] = bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${formatNumber(Number((bytes / size).toPrecision(2)))} ${unit}`;
}
