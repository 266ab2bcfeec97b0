import { useState } from 'preact/hooks';
import {
  type MixedValue,
  parallelChart,
  runScatterChart,
  seriesLook,
} from '../../../charts/index.ts';
import { Chart } from '../../../components/index.ts';
import { changePlace } from '../../../router/index.ts';
import { ColumnPicker } from '../table/column-picker.tsx';
import { nameOfField, parseField, type RunField, titleOfField } from '../table/run-field.ts';
import { columnChoices } from '../table/run-fields.ts';
import { type FoundRun, fieldValue } from '../table/run-value.ts';
import { type CompareQuery, compareAddress } from './compare-query.ts';
import { usualAxes } from './usual-axes.ts';

/** Runs as lines over upright axes, and as points by any two fields. */
export function FieldCharts({
  runs,
  query,
}: {
  readonly runs: readonly FoundRun[];
  readonly query: CompareQuery;
}) {
  const [isPicking, setPicking] = useState(false);
  const axes = query.axes?.flatMap((name) => parseField(name) ?? []) ?? usualAxes(runs);
  const choices = columnChoices(runs, axes).filter(isChartable);
  const x = findField(query.x) ?? axes.find(({ of }) => of === 'param') ?? axes[0];
  const y = findField(query.y) ?? axes.at(-1);
  const change = (part: Partial<CompareQuery>) =>
    changePlace(compareAddress({ ...query, ...part }));
  return (
    <>
      <section>
        <div class="row between">
          <h2>Params and metrics of each</h2>
          <button type="button" class="quiet" onClick={() => setPicking(true)}>
            Axes ({axes.length})
          </button>
        </div>
        {isPicking && (
          <ColumnPicker
            title="Axes"
            {...{ choices, chosen: axes }}
            onClose={() => setPicking(false)}
            onChoose={(chosen) => {
              setPicking(false);
              change({ axes: chosen?.map(nameOfField) });
            }}
          />
        )}
        <figure class="card">
          <Chart
            maxWidth={1400}
            draw={(size) =>
              parallelChart(
                {
                  runs: runs.map(({ name }) => name),
                  axes: axes.map((field) => ({
                    name: titleOfField(field),
                    values: runs.map((run) => mixedOf(run, field)),
                  })),
                },
                size,
              )
            }
          />
        </figure>
      </section>
      {x !== undefined && y !== undefined && (
        <section>
          <h2>One against another</h2>
          <div class="row scatter-axes">
            <FieldChoice
              label="Across"
              {...{ choices }}
              chosen={x}
              onChoose={(name) => change({ x: name })}
            />
            <FieldChoice
              label="Up"
              {...{ choices }}
              chosen={y}
              onChoose={(name) => change({ y: name })}
            />
          </div>
          <figure class="card">
            <Chart
              maxWidth={1100}
              draw={(size) =>
                runScatterChart(
                  {
                    xName: titleOfField(x),
                    yName: titleOfField(y),
                    runs: runs.map((run, i) => ({
                      ...{ label: run.name, color: seriesLook(i).color },
                      ...{ x: mixedOf(run, x), y: mixedOf(run, y) },
                    })),
                  },
                  size,
                )
              }
            />
          </figure>
        </section>
      )}
    </>
  );
}

function FieldChoice({
  label,
  choices,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly choices: readonly RunField[];
  readonly chosen: RunField;
  readonly onChoose: (name: string) => void;
}) {
  return (
    <label>
      <span class="soft">{label}</span>{' '}
      <select value={nameOfField(chosen)} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map((field) => (
          <option key={nameOfField(field)} value={nameOfField(field)}>
            {nameOfField(field)}
          </option>
        ))}
      </select>
    </label>
  );
}

function findField(name: string | undefined): RunField | undefined {
  return name === undefined ? undefined : parseField(name);
}

/** Ids, notes and instants are no axis. */
function isChartable({ of, key }: RunField): boolean {
  return of !== 'attribute' || ['status', 'duration', 'user_id', 'experiment'].includes(key);
}

function mixedOf(run: FoundRun, field: RunField): MixedValue {
  return fieldValue(run, field) ?? null;
}
