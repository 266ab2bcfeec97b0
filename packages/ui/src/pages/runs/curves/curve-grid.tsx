import { api, useLive } from '../../../api/index.ts';
import { runCurvesChart } from '../../../charts/index.ts';
import { Chart, FailureNote } from '../../../components/index.ts';
import { type CurveLook, placeCurves } from './curve-look.ts';

/** A run whose curves are drawn. */
export interface CurvedRun {
  readonly id: string;
  readonly label: string;
  readonly startedAt: string;
}

/** Points of a curve that the server is asked for: as many as a wide chart has pixels for. */
const POINTS = 500;
const ASK_EVERY_MS = 3000;

/** One chart for each metric, with a line for each run. */
export function CurveGrid({
  runs,
  keys,
  look,
  isLive = false,
}: {
  readonly runs: readonly CurvedRun[];
  /** Metrics, 12 at most. */
  readonly keys: readonly string[];
  readonly look: CurveLook;
  /** Whether points may still come. */
  readonly isLive?: boolean;
}) {
  const ids = runs.map(({ id }) => id);
  const { value, failure } = useLive(
    () => api.runs.curves({ runs: ids, keys: [...keys], points: POINTS }),
    { key: JSON.stringify([ids, keys]), everyMs: ASK_EVERY_MS, mayChange: () => isLive },
  );
  if (value === undefined)
    return failure === undefined ? (
      <p class="waiting">Drawing …</p>
    ) : (
      <FailureNote failure={failure} />
    );
  const startedAt = Object.fromEntries(runs.map((run) => [run.id, Date.parse(run.startedAt)]));
  return (
    <div class="grid curves">
      {keys.map((key) => {
        const ofKey = value.curves.filter((curve) => curve.key === key);
        const placed = placeCurves(ofKey, look.axis, startedAt);
        const curves = placed.curves.map(({ run, xs, values }) => ({
          ...{ xs, values },
          label: runs.find(({ id }) => id === run)?.label ?? run,
        }));
        return (
          <figure class="card" key={key}>
            <Chart
              draw={(size) =>
                runCurvesChart(
                  {
                    ...{ metric: key, axis: placed.axis, curves },
                    ...{ smoothing: look.smoothing, isLog: look.isLog },
                  },
                  size,
                )
              }
            />
          </figure>
        );
      })}
    </div>
  );
}
