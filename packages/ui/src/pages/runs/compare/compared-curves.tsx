import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../../api/index.ts';
import { AnswerView } from '../../../components/index.ts';
import { useKept } from '../../schemas/use-kept.ts';
import { CurveControls } from '../curves/curve-controls.tsx';
import { CurveGrid } from '../curves/curve-grid.tsx';
import { PLAIN_LOOK } from '../curves/curve-look.ts';
import type { FoundRun } from '../table/run-value.ts';
import { FindBox } from '../tracked/find-box.tsx';
import { PartPager } from '../tracked/part-pager.tsx';

/** Charts of one page. */
const SHOWN = 4;
const FEWEST_POINTS = 2;

/** How metrics of runs went, those that the first run measured more than once. */
export function ComparedCurves({ runs }: { readonly runs: readonly FoundRun[] }) {
  const [look, setLook] = useState({ ...PLAIN_LOOK, smoothing: 0.6 });
  const [contains, setContains] = useState('');
  const [after, setAfter] = useState<string>();
  const id = runs[0]?.id ?? '';
  const answer = useKept(
    useAnswer(
      () =>
        api.runs.metrics({
          ...{ id, minPoints: FEWEST_POINTS, limit: SHOWN, after },
          ...(contains === '' ? {} : { contains }),
        }),
      JSON.stringify([id, contains, after]),
    ),
  );
  return (
    <AnswerView answer={answer}>
      {({ items, next }) =>
        items.length === 0 && contains === '' ? null : (
          <section>
            <div class="row between charts-head">
              <h2>How they went</h2>
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
            <CurveGrid
              runs={runs.map((run) => ({ id: run.id, label: run.name, startedAt: run.startedAt }))}
              keys={items.map(({ key }) => key)}
              look={look}
              isLive={runs.some(({ status }) => status === 'running')}
            />
            <PartPager after={after} next={next} onTurn={setAfter} />
          </section>
        )
      }
    </AnswerView>
  );
}
