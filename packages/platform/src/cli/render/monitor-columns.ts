import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatNumber, formatShare } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Drift = OutputOf<Operations['monitors']['drift']>;
type Shown = OutputOf<Operations['monitors']['column']>;

/** A block per verdict: the taller, the more effects that matter it is. */
const BLOCKS = ['▂', '▄', '▆', '█'] as const;
const NARROWEST_STRIP = 12;
/** Characters that the other cells of a line take. */
const BESIDE = 46;
const MOST_SHOWN = 40;
const BAR_WIDTH = 24;

/** How every column moved, a line each: the newest verdict on the right. */
export function renderDrift(drift: Drift, { style, width }: Look): string {
  const { columns, verdicts, nColumns } = drift;
  if (verdicts.length === 0) return 'Nothing has been judged yet.';
  const room = Math.max(NARROWEST_STRIP, width - BESIDE);
  const shown = columns.slice(0, MOST_SHOWN);
  const table = renderTable<Drift['columns'][number]>(
    shown,
    [
      { title: 'column', cell: ({ column }) => column },
      {
        title: 'of',
        cell: ({ check, measure }) => (check === 'quality' ? `${check}: ${measure}` : check),
      },
      {
        title: 'course',
        cell: (column) => stripOf(column, drift.leastEffect).slice(-room),
        style: (text, { states }) => (states.endsWith('D') ? style.red(text) : text),
      },
      { title: 'drifted', align: 'right', cell: ({ nDrifted }) => String(nDrifted) },
      { title: 'effect', align: 'right', cell: ({ effects }) => showEffect(effects.at(-1)) },
    ],
    style,
  );
  const first = verdicts[Math.max(0, verdicts.length - room)];
  const rest = nColumns - shown.length;
  const words = `${verdicts.length} verdicts, ${formatInstant(first?.start ?? null)} to ${formatInstant(verdicts.at(-1)?.end ?? null)}. ▂▄▆█ drift by its effect · n natural · c may be chance · s too small`;
  return `${table}\n${rest === 0 ? '' : `${style.dim(`and ${rest} more, which moved less`)}\n`}\n${style.dim(words)}`;
}

function stripOf(
  { states, effects }: Pick<Drift['columns'][number], 'states' | 'effects'>,
  leastEffect: number,
): string {
  return [...states]
    .map((state, i) => (state === 'D' ? blockOf(effects[i] ?? 0, leastEffect) : LETTERS[state]))
    .join('');
}

const LETTERS: Readonly<Record<string, string>> = { N: 'n', C: 'c', S: 's', '.': '·', '-': ' ' };

function blockOf(effect: number, leastEffect: number): string {
  const times = Math.abs(effect) / Math.max(leastEffect, 1e-9);
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.max(0, Math.floor(Math.log2(times))))] ?? '█';
}

function showEffect(effect: number | null | undefined): string {
  return effect === null || effect === undefined ? '–' : effect.toFixed(3);
}

/** One column, then and now, as bars of text. */
export function renderColumn(shown: Shown, { style }: Look): string {
  const { findings, missing, mean, bars, newLevels, kind } = shown;
  const isDrift = findings.some(({ verdict }) => verdict === 'drift');
  const most = Math.max(1e-9, ...bars.flatMap((bar) => [bar.shareReference, bar.shareWindow]));
  const draw = (share: number) =>
    '█'.repeat(Math.round((share / most) * BAR_WIDTH)) || (share > 0 ? '▏' : '');
  const head = renderPairs(
    [
      ['column', `${shown.column} (${shown.role}, ${kind})`],
      [
        'windows',
        `${shown.nRows} rows of version ${shown.version}, ${formatInstant(shown.start)} to ${formatInstant(shown.end)}`,
      ],
      ['against', `${formatNumber(Math.round(shown.nReference))} rows`],
      ...findings.map(
        ({ check, verdict, measure, effect, why }) =>
          [
            check,
            `${verdict}${effect === null ? '' : `, ${measure} ${effect.toFixed(3)}`}${why === null ? '' : `: ${why}`}`,
          ] as const,
      ),
      ['missing', `${formatShare(missing.reference)} → ${formatShare(missing.window)}`],
      ...(mean.reference === null || mean.window === null || kind === 'date'
        ? []
        : ([['mean', `${formatNumber(mean.reference)} → ${formatNumber(mean.window)}`]] as const)),
    ],
    style,
  );
  const table = renderTable<Shown['bars'][number]>(
    bars,
    [
      {
        title: kind === 'text' || kind === 'id' ? 'length' : 'value',
        cell: ({ label, kind: of }) => (of === 'new-level' ? `${label} (new)` : label),
      },
      { title: 'then', align: 'right', cell: ({ shareReference }) => formatShare(shareReference) },
      {
        title: '',
        cell: ({ shareReference }) => draw(shareReference).padEnd(BAR_WIDTH),
        style: (text) => style.dim(text),
      },
      { title: 'now', align: 'right', cell: ({ shareWindow }) => formatShare(shareWindow) },
      {
        title: '',
        cell: ({ shareWindow }) => draw(shareWindow),
        style: (text) => (isDrift ? style.red(text) : text),
      },
    ],
    style,
  );
  const news = newLevels
    .slice(0, 10)
    .map(({ level, share }) => `"${level}" (${formatShare(share)})`)
    .join(', ');
  return renderSections(
    [
      ['', head],
      ['', table],
      ['', news === '' ? '' : `New levels: ${news}`],
    ],
    style,
  );
}
