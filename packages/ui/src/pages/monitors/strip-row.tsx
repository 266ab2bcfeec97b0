import { memo } from 'preact/compat';
import { driftStrip, formatClose } from '../../charts/index.ts';
import type { DriftCourse } from './monitor-types.ts';
import { sayMeasure } from './say-measure.ts';

/** What rows are of, where not of an input. */
const WORDS: Readonly<Record<string, string>> = { predictions: 'answer', operations: 'figure' };

/** One column: its name, its strip, how far it is now. */
export const StripRow = memo(function StripRow({
  id,
  course,
  leastEffect,
  href,
  isChosen,
}: {
  readonly id: string;
  readonly course: DriftCourse;
  readonly leastEffect: number;
  readonly href: string;
  readonly isChosen: boolean;
}) {
  const { column, check, measure, states, effects, nDrifted } = course;
  const last = effects.at(-1) ?? null;
  const isDrift = states.endsWith('D');
  const title =
    nDrifted === 0
      ? `${column} never drifted`
      : `${column} drifted in ${nDrifted} of ${states.length} verdicts`;
  return (
    <li>
      <a class="strip-row" href={href} data-key={id} aria-current={isChosen ? 'true' : undefined}>
        <span class="strip-name" title={column}>
          {column}
          {check !== 'inputs' && (
            <span class="soft small">
              {' '}
              {check === 'quality' ? sayMeasure(measure) : (WORDS[check] ?? check)}
            </span>
          )}
        </span>
        <span
          class="strip-place"
          dangerouslySetInnerHTML={{ __html: driftStrip({ title, states, effects, leastEffect }) }}
        />
        <span class={isDrift ? 'n strip-now drifts' : 'n strip-now'}>
          {isDrift && <span title="drift">!</span>} {last === null ? '–' : formatClose(last)}
        </span>
      </a>
    </li>
  );
});
