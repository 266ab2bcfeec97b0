import { COLORS } from '../colors.ts';
import { drawable } from '../figures.ts';
import { formatShare } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element } from '../svg.ts';
import { smallPlot } from './small-plot.ts';

/** A part of a whole. */
export interface ShareBarFigures {
  /** What is a part of what, for those who do not see it. */
  readonly title: string;
  /** 0 to 1. */
  readonly share: number;
}

/** A part of a whole as the filled part of a bar; a part that is not nothing is always seen. */
export function shareBar(figures: ShareBarFigures, { width, height = 6 }: ChartSize): string {
  const share = Math.max(0, Math.min(1, drawable(figures.share) ?? 0));
  const filled = share === 0 ? 0 : Math.max(2, share * width);
  return smallPlot(
    `${figures.title}: ${formatShare(share)}`,
    { width, height },
    element('rect', { x: 0, y: 0, width, height, rx: height / 2, fill: COLORS.faint }),
    element('rect', { x: 0, y: 0, width: filled, height, rx: height / 2, fill: COLORS.second }),
  );
}
