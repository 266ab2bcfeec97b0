import { useState } from 'preact/hooks';
import { COLORS, type TimeLine, timeLines } from '../../../charts/index.ts';
import { Chart, Choices } from '../../../components/index.ts';
import {
  colorOf,
  formatMs,
  instantsOf,
  QUANTILES,
  sayVersion,
  type Traffic,
  type VersionTraffic,
} from './traffic-shown.ts';

type Quantile = (typeof QUANTILES)[number][0];

const COLOR_OF = { p50Ms: COLORS.main, p95Ms: COLORS.third, p99Ms: COLORS.fourth } as const;

/** Latency over time: three quantiles of one version, or one quantile of several to compare them. */
export function LatencyChart({ traffic }: { readonly traffic: Traffic }) {
  const [quantile, look] = useState<Quantile>('p95Ms');
  const { versions } = traffic;
  const [only, ...others] = versions;
  const isCompared = others.length > 0;
  const lines: TimeLine[] = isCompared
    ? versions.map((version, i) => ({
        label: sayVersion(version).toLowerCase(),
        color: colorOf(version, i),
        values: version.spans.map((span) => span[quantile]),
      }))
    : QUANTILES.map(([key, label]) => ({
        label,
        color: COLOR_OF[key],
        values: (only?.spans ?? []).map((span) => span[key]),
      }));
  return (
    <>
      <Chart
        draw={(size) =>
          timeLines(
            {
              title: sayLatency(versions, quantile),
              axis: 'milliseconds',
              at: instantsOf(traffic),
              lines,
              empty: 'No answers to measure.',
            },
            size,
          )
        }
      />
      {isCompared && (
        <Choices legend="Quantile" options={QUANTILES} chosen={quantile} onChoose={look} />
      )}
    </>
  );
}

function sayLatency(versions: readonly VersionTraffic[], quantile: Quantile): string {
  const [only, ...others] = versions;
  if (only === undefined) return 'No latency yet';
  if (others.length === 0) return `99 of 100 answers within ${formatMs(only.p99Ms)}`;
  const name = quantile.replace('Ms', '');
  return `${name}: ${versions.map((each) => `${formatMs(each[quantile])} with version ${each.version}`).join(', ')}`;
}
