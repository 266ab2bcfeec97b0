import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../../api/index.ts';
import { AnswerView } from '../../../components/index.ts';
import { useKept } from '../../schemas/use-kept.ts';
import { CurveControls } from '../curves/curve-controls.tsx';
import { type CurvedRun, CurveGrid } from '../curves/curve-grid.tsx';
import { PLAIN_LOOK } from '../curves/curve-look.ts';
import { FindBox } from './find-box.tsx';
import { PartPager } from './part-pager.tsx';

/** Charts of one page. */
const SHOWN = 6;
/** Fewer points are no curve. */
const FEWEST_POINTS = 2;

/** How the metrics of a run came about, those that were measured more than once. */
export function RunCharts({
  run,
  isRunning,
}: {
  readonly run: CurvedRun;
  readonly isRunning: boolean;
}) {
  const [look, setLook] = useState(PLAIN_LOOK);
  const [contains, setContains] = useState('');
  const [after, setAfter] = useState<string>();
  const asked = { id: run.id, minPoints: FEWEST_POINTS, limit: SHOWN };
  const answer = useKept(
    useAnswer(
      () => api.runs.metrics({ ...asked, after, ...(contains === '' ? {} : { contains }) }),
      JSON.stringify([run.id, contains, after, isRunning]),
    ),
  );
  return (
    <AnswerView answer={answer}>
      {({ items, next }) =>
        items.length === 0 && contains === '' ? null : (
          <section>
            <div class="row between charts-head">
              <h2>How it went</h2>
              <CurveControls look={look} onLook={setLook} />
            </div>
            {(next !== undefined || after !== undefined || contains !== '') && (
              <FindBox
                label="Find a metric"
                onFind={(words) => {
                  setContains(words);
                  setAfter(undefined);
                }}
              />
            )}
            {items.length === 0 ? (
              <p class="soft">No metric with that in its name was measured more than once.</p>
            ) : (
              <CurveGrid
                runs={[run]}
                keys={items.map(({ key }) => key)}
                look={look}
                isLive={isRunning}
              />
            )}
            <PartPager after={after} next={next} onTurn={setAfter} />
          </section>
        )
      }
    </AnswerView>
  );
}
