import { formatClose } from '../../charts/index.ts';
import { CodeBlock, metricTitle } from '../../components/index.ts';
import { errorsAddress } from '../errors/errors-address.ts';
import { monitorAddress } from '../monitors/monitor-address.ts';
import type { Improvement } from './improve-types.ts';
import { formatFigure } from './say-change.ts';

/** What to improve next, the one that is worth most first. */
export function NextImprovements({
  improvements,
}: {
  readonly improvements: readonly Improvement[];
}) {
  if (improvements.length === 0)
    return <p class="note good">Nothing was found that is worth the work now.</p>;
  return (
    <ol class="improvements">
      {improvements.map((improvement) => (
        <li key={`${improvement.endpoint} ${improvement.title}`} class="card">
          <Described improvement={improvement} />
        </li>
      ))}
    </ol>
  );
}

function Described({ improvement }: { readonly improvement: Improvement }) {
  const { endpoint, title, why, gain, next } = improvement;
  const place = placeOf(improvement);
  return (
    <>
      <div class="row between">
        <h3>{title}</h3>
        <a href={monitorAddress(endpoint)}>{endpoint}</a>
      </div>
      <p>{why}</p>
      <p>
        <span class="soft">Expected gain:</span>{' '}
        {gain === null ? (
          <span class="soft">{improvement.noGain}</span>
        ) : (
          <strong>{sayGain(gain)}</strong>
        )}
      </p>
      <CodeBlock code={next} label="What comes next" />
      <p class="small">
        <a href={place.address}>{place.words}</a>
      </p>
    </>
  );
}

/** `Accuracy better by 0.021 (0.012 to 0.030)`, `40 ms less`. */
function sayGain({ value, low, high, unit }: NonNullable<Improvement['gain']>): string {
  if (unit === 'ms') return `${formatFigure(value, unit)} less`;
  const range =
    low === null || high === null ? '' : ` (${formatClose(low)} to ${formatClose(high)})`;
  const isMetric = /^[a-z0-9_]+$/.test(unit);
  return isMetric
    ? `${metricTitle(unit)} better by ${formatClose(value)}${range}`
    : `${formatClose(value)}${range} less ${unit}`;
}

/** The page where the reason of an improvement is to be seen. */
function placeOf({ endpoint, kind }: Improvement): {
  readonly address: string;
  readonly words: string;
} {
  const name = encodeURIComponent(endpoint);
  if (kind === 'slow-answers')
    return { address: `/endpoints/${name}`, words: 'How fast it answers' };
  if (kind === 'useless-columns')
    return { address: `/models/${name}`, words: 'What the model rests on' };
  if (kind === 'tagged-errors')
    return { address: errorsAddress(endpoint, { show: 'found' }), words: 'What was found' };
  if (kind === 'worn-model' || kind === 'stale-features')
    return { address: monitorAddress(endpoint), words: 'How it moved' };
  return { address: monitorAddress(endpoint), words: 'How good the answers are' };
}
