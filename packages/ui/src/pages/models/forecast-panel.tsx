import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useId, useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { forecastChart, formatClose } from '../../charts/index.ts';
import { AnswerView, Chart, ScrollTable } from '../../components/index.ts';
import { useKept } from '../schemas/use-kept.ts';

type Step = OutputOf<Operations['models']['forecast']>['forecasts'][number];

/** The next steps of a series, as many as are asked for. */
export function ForecastPanel({
  model,
  target,
}: {
  /** Name with version, as the operations take it. */
  readonly model: string;
  readonly target: string;
}) {
  const [horizon, look] = useState('');
  const [series, show] = useState<string>();
  const id = useId();
  const asked = horizon === '' ? {} : { horizon: Number(horizon) };
  const answer = useKept(
    useAnswer(() => api.models.forecast({ name: model, ...asked }), `${model} ${horizon}`),
  );
  return (
    <div class="card">
      <div class="fields">
        <div class="field">
          <label for={id}>Steps ahead</label>
          <input
            id={id}
            type="number"
            min="1"
            max="10000"
            placeholder="as usual"
            value={horizon}
            onChange={(event) => look(event.currentTarget.value)}
          />
        </div>
        {answer.state === 'here' && (
          <SeriesChoice steps={answer.value.forecasts} series={series} show={show} />
        )}
      </div>
      <div class="history">
        <AnswerView answer={answer}>
          {({ forecasts }) => {
            const name = series ?? forecasts[0]?.series;
            const own = forecasts.filter((step) => step.series === name);
            return <Steps steps={own} target={target} />;
          }}
        </AnswerView>
      </div>
    </div>
  );
}

function SeriesChoice({
  steps,
  series,
  show,
}: {
  readonly steps: readonly Step[];
  readonly series: string | undefined;
  readonly show: (series: string) => void;
}) {
  const id = useId();
  const names = [...new Set(steps.flatMap((step) => step.series ?? []))];
  if (names.length < 2) return null;
  return (
    <div class="field">
      <label for={id}>Series</label>
      <select id={id} value={series} onChange={(event) => show(event.currentTarget.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Steps({ steps, target }: { readonly steps: readonly Step[]; readonly target: string }) {
  const isDated = steps.every(({ time }) => typeof time === 'string');
  const at = steps.map(({ time }) => (isDated ? Date.parse(String(time)) : Number(time)));
  const forecast = {
    at,
    values: steps.map(({ prediction }) => prediction),
    low: steps.map((step) => step.low_95 ?? step.prediction),
    high: steps.map((step) => step.high_95 ?? step.prediction),
  };
  return (
    <>
      <Chart
        maxWidth={1040}
        draw={(size) =>
          forecastChart(
            {
              target,
              axis: isDated ? 'date' : 'number',
              history: { at: [], values: [] },
              forecast,
            },
            size,
          )
        }
      />
      <ScrollTable label="Next steps" head={['Time', `#${target}`, '#95 % interval']}>
        {steps.map((step) => (
          <tr key={step.time}>
            <td>{String(step.time).replace(/T00:00:00(\.000)?Z$/, '')}</td>
            <td class="n">{formatClose(step.prediction)}</td>
            <td class="n soft">
              {step.low_95 === null || step.high_95 === null
                ? '–'
                : `${formatClose(step.low_95)} – ${formatClose(step.high_95)}`}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
