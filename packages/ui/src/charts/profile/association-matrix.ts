import type { Association } from '@kaizenml/contracts';
import { COLORS } from '../colors.ts';
import { drawable } from '../figures.ts';
import { countOf } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, escapeText, round2, textElement, tooltip } from '../svg.ts';
import { shorten, textWidth } from '../text.ts';
import { associationDigits, MEASURES, strongestPairs } from './association-words.ts';
import { SMALL_FONT, smallPlot } from './small-plot.ts';

/** Pairs of columns. */
export interface AssociationMatrixFigures {
  /** In the order in which they are shown. */
  readonly columns: readonly string[];
  readonly associations: readonly Association[];
  /** Columns shown at most: those with the strongest associations. Default 40. */
  readonly limit?: number;
}

/**
 * How closely columns belong together, as a heat map: blue rises together, orange falls, white is nothing.
 *
 * Signs are written in cells that are wide enough, and in every tooltip.
 */
export function associationMatrix(figures: AssociationMatrixFigures, size: ChartSize): string {
  const { width } = size;
  const pairs = strongestPairs(figures.associations);
  const columns = shownColumns(figures, pairs);
  const left = Math.min(width * 0.3, 8 + widest(columns));
  const cell = Math.min(44, (width - left) / Math.max(1, columns.length));
  const font = Math.min(SMALL_FONT, Math.max(7, cell - 2));
  const top = Math.min(110, 8 + (widest(columns) * font) / SMALL_FONT);
  const place = new Map(columns.map((name, i) => [name, i]));
  const cells = pairs.flatMap(({ columns: [a, b], measure, value }) => {
    const [i, j] = [place.get(a), place.get(b)];
    const strength = drawable(value);
    if (i === undefined || j === undefined || strength === undefined) return [];
    const words = `${a}, ${b}: ${MEASURES[measure].title} ${associationDigits(value, measure)}`;
    return [
      drawCell(left + i * cell, top + j * cell, cell, strength, words),
      drawCell(left + j * cell, top + i * cell, cell, strength, words),
    ].map((markup) => ({ markup, isNegative: strength < 0 }));
  });
  const inColor = (isNegative: boolean) =>
    element(
      'g',
      { fill: isNegative ? COLORS.second : COLORS.main },
      ...cells.filter((one) => one.isNegative === isNegative).map(({ markup }) => markup),
    );
  const labels = columns.flatMap((name, i) => {
    const middle = (i + 0.5) * cell;
    return [
      label(name, left - 6, font, {
        x: left - 5,
        y: top + middle + font * 0.35,
        'text-anchor': 'end',
      }),
      label(name, top - 6, font, {
        transform: `translate(${round2(left + middle + font * 0.35)} ${round2(top - 5)}) rotate(-90)`,
      }),
      element('rect', {
        x: left + i * cell + 0.5,
        y: top + i * cell + 0.5,
        width: Math.max(0.5, cell - 1),
        height: Math.max(0.5, cell - 1),
        fill: COLORS.faint,
      }),
    ];
  });
  return smallPlot(
    `Associations of ${countOf(columns.length, 'column')}`,
    { width, height: top + cell * Math.max(1, columns.length) + 2 },
    ...labels,
    inColor(false),
    inColor(true),
    columns.length === 0 ? textElement('No pair of columns was compared.', { x: 0, y: 14 }) : '',
  );

  function label(
    name: string,
    room: number,
    size: number,
    attributes: Record<string, string | number>,
  ) {
    const words = shorten(name, room, size);
    return element(
      'text',
      { ...attributes, 'font-size': size, fill: COLORS.ink },
      words === name ? '' : tooltip(name),
      escapeText(words),
    );
  }
}

function drawCell(x: number, y: number, cell: number, value: number, words: string): string {
  const strength = Math.min(1, Math.abs(value));
  const number = cellDigits(value);
  return (
    element(
      'rect',
      {
        x: x + 0.5,
        y: y + 0.5,
        width: Math.max(0.5, cell - 1),
        height: Math.max(0.5, cell - 1),
        'fill-opacity': 0.04 + 0.96 * strength,
      },
      tooltip(words),
    ) +
    (cell < 28
      ? ''
      : textElement(number, {
          x: x + cell / 2,
          y: y + cell / 2 + 4,
          'text-anchor': 'middle',
          'pointer-events': 'none',
          fill: strength > 0.55 ? COLORS.surface : COLORS.ink,
        }))
  );
}

function shownColumns(
  { columns, limit = 40 }: AssociationMatrixFigures,
  pairs: readonly Association[],
): string[] {
  const known = new Set(columns);
  const wanted = new Set<string>();
  for (const { columns: pair } of pairs)
    for (const name of pair) if (wanted.size < limit && known.has(name)) wanted.add(name);
  return columns.filter((name) => wanted.has(name));
}

function widest(names: readonly string[]): number {
  return names.reduce((most, name) => Math.max(most, textWidth(name, SMALL_FONT)), 0);
}

/** Two decimals without the zero before the point; nothing has no sign. */
function cellDigits(value: number): string {
  const digits = value.toFixed(2).replace(/0\./, '.');
  return digits === '-.00' ? '.00' : digits.replace('-', '−');
}
