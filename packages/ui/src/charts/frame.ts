import { COLORS } from './colors.ts';
import { element, escapeText, textElement } from './svg.ts';
import { FONT, textWidth, wrapText } from './text.ts';

/** Size of a chart in CSS pixels. Without a height the chart takes what its content needs. */
export interface ChartSize {
  readonly width: number;
  readonly height?: number;
}

/** What every chart may say in words. */
export interface ChartWords {
  /** The finding. Default: what the figures show. */
  readonly title?: string;
  /** How many rows it stands on, and what they are. */
  readonly caption?: string;
}

/** The rectangle inside the axes, in pixels from the top left corner of the chart. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One entry of a legend. */
export interface LegendEntry {
  readonly color: string;
  readonly label: string;
  readonly isDashed?: boolean;
}

/** What a frame is drawn around. */
export interface FrameOptions {
  readonly title: string;
  readonly caption?: string | undefined;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly size: ChartSize;
  readonly margin: { readonly left: number; readonly right: number; readonly bottom: number };
  /** Room between the words and the plot, for the label of the vertical axis. Default 8. */
  readonly topGap?: number;
  /** Height of the plot where `size` gives no height. */
  readonly plotHeight: number;
  readonly legend?: readonly LegendEntry[];
  readonly body: (plot: Plot) => string;
}

const TITLE = { fontSize: 14, lineHeight: 18 } as const;
const CAPTION = { fontSize: 11, lineHeight: 15 } as const;
const EDGE = 4;
/** Bold letters are so much wider. */
const BOLD = 1.1;

/**
 * One chart as an SVG document: title, caption, legend and the drawing below them.
 *
 * The same options give the same text, character by character.
 */
export function frame(options: FrameOptions): string {
  const { title, caption, description, margin, legend = [], topGap = 8 } = options;
  const width = Math.max(160, options.size.width);
  const inner = width - 2 * EDGE;
  const titles = wrapText(title, inner / BOLD, TITLE.fontSize);
  const captions = caption === undefined ? [] : wrapText(caption, inner, CAPTION.fontSize);
  const captionsTop = EDGE + titles.length * TITLE.lineHeight;
  const legendTop = captionsTop + captions.length * CAPTION.lineHeight;
  const entries = placeLegend(legend, legendTop + (legend.length > 0 ? 4 : 0), inner);
  const top = entries.bottom + topGap;
  const height = options.size.height ?? top + options.plotHeight + margin.bottom;
  const plot: Plot = {
    left: margin.left,
    top,
    width: Math.max(20, width - margin.left - margin.right),
    height: Math.max(20, height - top - margin.bottom),
  };
  const total = Math.max(height, plot.top + plot.height + margin.bottom);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      role: 'img',
      viewBox: `0 0 ${Math.round(width)} ${Math.round(total)}`,
      width: Math.round(width),
      height: Math.round(total),
      'font-family': FONT,
      'font-size': 11,
      fill: COLORS.soft,
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText([description, caption].filter(Boolean).join(' '))),
    ...titles.map((line, i) =>
      textElement(line, {
        x: EDGE,
        y: EDGE + 13 + i * TITLE.lineHeight,
        'font-size': TITLE.fontSize,
        'font-weight': 600,
        fill: COLORS.ink,
      }),
    ),
    ...captions.map((line, i) =>
      textElement(line, { x: EDGE, y: captionsTop + 11 + i * CAPTION.lineHeight }),
    ),
    entries.markup,
    options.body(plot),
  );
}

/** The chart of nothing: the frame with a sentence in the middle. */
export function emptyFrame(words: Required<ChartWords>, size: ChartSize, sentence: string): string {
  return frame({
    ...words,
    description: sentence,
    size,
    margin: { left: EDGE, right: EDGE, bottom: 8 },
    plotHeight: 64,
    body: (plot) =>
      textElement(sentence, {
        x: plot.left + plot.width / 2,
        y: plot.top + plot.height / 2,
        'text-anchor': 'middle',
        'font-size': 12,
      }),
  });
}

function placeLegend(
  entries: readonly LegendEntry[],
  top: number,
  width: number,
): { readonly markup: string; readonly bottom: number } {
  let x = EDGE;
  let y = top;
  const marks = entries.map(({ color, label, isDashed }) => {
    const room = 24 + textWidth(label, 11) + 14;
    if (x > EDGE && x + room > width) {
      x = EDGE;
      y += 16;
    }
    const mark = element('line', {
      x1: x,
      x2: x + 16,
      y1: y + 7,
      y2: y + 7,
      stroke: color,
      'stroke-width': isDashed ? 1.5 : 5,
      'stroke-dasharray': isDashed ? '4 3' : undefined,
    });
    const words = textElement(label, { x: x + 22, y: y + 11 });
    x += room;
    return mark + words;
  });
  return { markup: marks.join(''), bottom: entries.length === 0 ? top : y + 16 };
}
