import { COLORS, formatNumber, type TimeLine, timeLines } from '../../../charts/index.ts';
import { Chart } from '../../../components/index.ts';
import { colorOf, instantsOf, sayVersion, type Traffic } from './traffic-shown.ts';

/** Requests per second by version, and those without an answer. */
export function RateChart({ traffic }: { readonly traffic: Traffic }) {
  const { versions, spanSeconds, nSpans } = traffic;
  const perSecond = (n: number) => n / spanSeconds;
  const failed = Array.from({ length: nSpans }, (_, i) =>
    perSecond(versions.reduce((sum, { spans }) => sum + (spans[i]?.nFailed ?? 0), 0)),
  );
  const lines: TimeLine[] = [
    ...versions.map((version, i) => ({
      label: sayVersion(version).toLowerCase(),
      color: colorOf(version, i),
      values: version.spans.map(({ nRequests }) => perSecond(nRequests)),
      isFilled: versions.length === 1,
    })),
    { label: 'no answer', color: COLORS.second, values: versions.length === 0 ? [] : failed },
  ];
  return (
    <Chart
      draw={(size) =>
        timeLines(
          {
            title: sayRate(traffic),
            axis: 'requests per second',
            at: instantsOf(traffic),
            lines,
            empty: 'Nobody has asked yet.',
          },
          size,
        )
      }
    />
  );
}

/** What came per second, over the time in which somebody counted: a server that began a minute ago did not have ten. */
function sayRate(traffic: Traffic): string {
  const { versions, spanSeconds, nSpans, window, from, countedSince } = traffic;
  const nRequests = versions.reduce(
    (sum, { spans }) => sum + spans.reduce((own, span) => own + span.nRequests, 0),
    0,
  );
  const span = window === 'minutes' ? 'ten minutes' : '24 hours';
  if (nRequests === 0) return `No requests in the last ${span}`;
  const unseenSeconds = Math.max(0, (Date.parse(countedSince) - Date.parse(from)) / 1000);
  const seconds = Math.max(spanSeconds, spanSeconds * nSpans - unseenSeconds);
  const since = unseenSeconds === 0 ? `over ${span}` : 'since the server began';
  return `${formatNumber(nRequests / seconds)} requests per second ${since}`;
}
