import { api, useLive } from '../../api/index.ts';
import { evidenceChart } from '../../charts/index.ts';
import { Chart } from '../../components/index.ts';
import { isUnderWay, type ShownRollout } from './use-live-rollout.ts';

const MARKS = { harm: '✗ harm', better: '✓ better', 'no-harm': '✓ no harm', undecided: '· open' };
const CLASSES = { harm: 'error', better: 'good', 'no-harm': 'good', undecided: '' };
const ASK_EVERY_MS = 3000;

/** What is watched: each guard's sentence, and the interval that it rests on, over time. */
export function GuardList({ rollout }: { readonly rollout: ShownRollout }) {
  const { id, guards } = rollout;
  const isLive = isUnderWay(rollout);
  const { value: trail } = useLive(() => api.rollouts.trail({ id }), {
    key: `${id} ${isLive}`,
    everyMs: ASK_EVERY_MS,
    mayChange: () => isLive,
  });
  return (
    <>
      <h3>What is watched</h3>
      <p class="small soft">
        The shaded interval holds the true difference of the versions, however often one looks. All
        of it above zero is harm; all of it below the margin is no harm.
      </p>
      <ul class="findings guards">
        {guards.map(({ name, outcome, sentence }) => {
          const known = trail?.guards.find((each) => name.startsWith(each.name));
          return (
            <li key={name} class={`card ${CLASSES[outcome]}`}>
              <span class="tag">{MARKS[outcome]}</span>
              <div>{sentence}</div>
              <div class="evidence-place">
                {known && (
                  <Chart
                    draw={(size) =>
                      evidenceChart(
                        {
                          title: `${known.title}: new less old version`,
                          unit: known.unit === 'share' ? 'share' : 'none',
                          margin: known.margin,
                          points: known.points.map(({ at, ...rest }) => ({
                            at: Date.parse(at),
                            ...rest,
                          })),
                        },
                        size,
                      )
                    }
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
