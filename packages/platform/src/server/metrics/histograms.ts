import { type Labels, writeHead, writeLabels, writeSample } from './labels.ts';

/** How often values fell between bounds. */
export interface Histogram {
  /** @cost O(number of bounds), no memory */
  observe(value: number): void;
}

/** Histograms of one name with the same bounds. */
export interface Histograms {
  /** Makes the histogram of these labels; who asks keeps it, and asks once. */
  create(labels: Labels): Histogram;
  /** All of them in the exposition format. */
  text(): string;
}

interface Series {
  readonly labels: string;
  /** One more than there are bounds; the last counts what is above them all. */
  readonly counts: number[];
  sum: number;
}

/**
 * Histograms of a name without any yet.
 *
 * @param bounds Upper bounds, ascending; a value that equals one counts below it.
 * @source Prometheus text exposition format 0.0.4
 */
export function createHistograms(
  name: string,
  { help, bounds }: { readonly help: string; readonly bounds: readonly number[] },
): Histograms {
  const all: Series[] = [];
  return {
    create(labels) {
      const series: Series = {
        labels: writeLabels(labels),
        counts: Array.from({ length: bounds.length + 1 }, () => 0),
        sum: 0,
      };
      all.push(series);
      return {
        observe(value) {
          let at = 0;
          while (at < bounds.length && value > (bounds[at] as number)) at++;
          series.counts[at] = (series.counts[at] as number) + 1;
          series.sum += value;
        },
      };
    },
    text: () =>
      writeHead(name, help, 'histogram') +
      all.map((series) => writeSeries(name, bounds, series)).join(''),
  };
}

function writeSeries(name: string, bounds: readonly number[], { labels, counts, sum }: Series) {
  const after = labels === '' ? '' : `,${labels}`;
  let below = 0;
  let text = '';
  counts.forEach((count, at) => {
    below += count;
    text += writeSample(`${name}_bucket`, `le="${bounds[at] ?? '+Inf'}"${after}`, below);
  });
  return (
    text + writeSample(`${name}_sum`, labels, sum) + writeSample(`${name}_count`, labels, below)
  );
}
