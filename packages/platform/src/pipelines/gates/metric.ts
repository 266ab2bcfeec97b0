import type { GateCheck, GateLimit } from '@kaizenml/contracts';
import { inDigits } from '../in-digits.ts';
import type { Candidate } from './candidate.ts';
import type { Gate } from './gate.ts';
import { limited, notMeasured, sayLimit } from './outcomes.ts';

/** Figures against `min` and `max`; where a model was tested on rows, the metric that chose it must be measured at all. */
export const metricGate: Gate = {
  name: 'metric',
  check: (candidate) => {
    const { asked, metric, metrics, tested } = candidate;
    const limits = (['min', 'max'] as const).flatMap((end) =>
      Object.entries(asked[end]).map(([name, value]) =>
        held(candidate, name, { side: end === 'min' ? 'at-least' : 'at-most', value }),
      ),
    );
    if (tested === undefined || metrics[metric.name] !== undefined) return limits;
    const subject = metric.title;
    const reason = `${subject} could not be measured on the test part: it is not defined there.`;
    return [...limits, notMeasured({ gate: 'metric', subject, reason })];
  },
};

function held(
  { metrics, describe }: Pick<Candidate, 'metrics' | 'describe'>,
  name: string,
  limit: GateLimit,
): GateCheck {
  const { title: subject } = describe(name);
  const asked = `${subject} must be ${sayLimit(limit)}`;
  const measured = metrics[name];
  if (measured === undefined) {
    const known = Object.keys(metrics).join(', ');
    const reason = `${asked}, but it was not measured here; what was: ${known === '' ? 'nothing' : known}.`;
    return notMeasured({ gate: 'metric', subject, reason }, { limit });
  }
  const reason = `${asked}, got ${inDigits(measured.value, 4)}.`;
  return limited({ gate: 'metric', subject, unit: null, reason }, { limit, measured });
}
