import { useEffect, useRef } from 'preact/hooks';
import { contributionsChart, formatNumber, formatShare, intervalBars } from '../../charts/index.ts';
import { Chart } from '../../components/index.ts';
import type { Explained, ModelShown } from './model-shown.ts';

/** The prediction, how sure the model is, and what moved the answer. */
export function AnswerPanel({
  answer,
  output,
}: {
  readonly answer: Explained;
  readonly output: ModelShown['signature']['output'];
}) {
  const { prediction, probabilities, quantiles = {} } = answer;
  const levels = Object.entries(quantiles);
  const chance = probabilities?.[String(prediction)];
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), [answer]);
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
      {probabilities && (
        <Chart
          draw={(size) =>
            intervalBars(
              {
                title: 'How sure the model is',
                axis: '',
                unit: 'share',
                include: [1],
                bars: Object.entries(probabilities)
                  .sort(([, a], [, b]) => b - a)
                  .slice(0, 8)
                  .map(([label, value]) => ({
                    label,
                    value,
                    isMuted: label !== String(prediction),
                  })),
              },
              size,
            )
          }
        />
      )}
      <Chart
        draw={(size) =>
          contributionsChart({ ...answer, unit: probabilities ? 'share' : 'none' }, size)
        }
      />
    </div>
  );
}
