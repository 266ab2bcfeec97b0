import type { AppError } from '@kaizenml/contracts';
import { useEffect, useRef } from 'preact/hooks';
import { contributionsChart, formatNumber, formatShare, intervalBars } from '../../charts/index.ts';
import { Chart, WithCode } from '../../components/index.ts';
import { AnswerDoubts } from './answer-doubts.tsx';
import type { Explained, ModelShown, Served } from './model-shown.ts';

/** An answer as it was served, and why, or why not why; undefined while that is being found out. */
export interface ExplainedAnswer {
  readonly served: Served;
  readonly explained?: Explained | AppError;
}

const MOST_CLASSES = 8;

/** The prediction, how sure the model is, what rules did to it, and what moved it. */
export function AnswerPanel({
  answer: { served, explained },
  output,
}: {
  readonly answer: ExplainedAnswer;
  readonly output: ModelShown['signature']['output'];
}) {
  const [answer] = served.predictions;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), [served]);
  if (answer === undefined) return null;
  const { prediction, probabilities, quantiles = {}, beside = {} } = answer;
  const levels = Object.entries(quantiles);
  const chance = probabilities?.[String(prediction)];
  return (
    <div class="card answer" role="status" aria-label="Answer" ref={panel}>
      <p class="kicker">{output.name}</p>
      <p class="figure" data-testid="prediction">
        {typeof prediction === 'number' ? formatNumber(prediction) : prediction}
        {typeof prediction === 'number' && output.unit ? ` ${output.unit}` : ''}
      </p>
      {levels.length > 1 && (
        <p class="soft" data-testid="quantiles">
          quantiles {levels.map(([level, value]) => `${level}: ${formatNumber(value)}`).join(' · ')}
        </p>
      )}
      {chance !== undefined && <p class="soft">with probability {formatShare(chance)}</p>}
      {Object.entries(beside).map(([name, value]) => (
        <p class="soft" key={name}>
          {name.replaceAll('_', ' ')}: {String(value ?? '–')}
        </p>
      ))}
      {(served.applied ?? []).map(({ name, from, message }) => (
        <p class="note warned" key={name}>
          The rule “{name}” changed the answer of the model, {String(from)}: {message}
        </p>
      ))}
      <AnswerDoubts served={served} />
      {probabilities && <Probabilities of={probabilities} prediction={prediction} />}
      {explained === undefined ? (
        <p class="waiting dots">What moved the answer is being found out</p>
      ) : 'contributions' in explained ? (
        <Chart
          draw={(size) =>
            contributionsChart({ ...explained, unit: probabilities ? 'share' : 'none' }, size)
          }
        />
      ) : (
        <p class="soft">
          Why is not known: <WithCode text={explained.message} />
        </p>
      )}
      <p class="small soft">
        Answered by version {served.version} and logged as <code>{served.requestId}</code>.
      </p>
    </div>
  );
}

function Probabilities({
  of,
  prediction,
}: {
  readonly of: Readonly<Record<string, number>>;
  readonly prediction: string | number;
}) {
  const bars = Object.entries(of)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_CLASSES)
    .map(([label, value]) => ({ label, value, isMuted: label !== String(prediction) }));
  return (
    <Chart
      draw={(size) =>
        intervalBars(
          { title: 'How sure the model is', axis: '', unit: 'share', include: [1], bars },
          size,
        )
      }
    />
  );
}
