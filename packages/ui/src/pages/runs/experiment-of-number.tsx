import { useEffect } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, Page } from '../../components/index.ts';
import { changePlace } from '../../router/index.ts';
import { runsAddress } from './table/run-query.ts';

/** Goes on to the table of an experiment of which only the number is known, as links of MLflow's clients have it. */
export function ExperimentOfNumber({ id }: { readonly id: string }) {
  const answer = useAnswer(() => api.experiments.list({ id, limit: 1 }), id);
  const name = answer.state === 'here' ? answer.value.items[0]?.name : undefined;
  useEffect(() => {
    if (name !== undefined) changePlace(runsAddress({ experiment: name }));
  }, [name]);
  return (
    <Page title={`Experiment ${id}`} kicker={<a href="/runs">Runs</a>}>
      <AnswerView answer={answer}>
        {({ items }) =>
          items.length === 0 && (
            <p class="note warned">
              No experiment has the number {id}, or it was deleted. <a href="/runs">All runs</a>
            </p>
          )
        }
      </AnswerView>
    </Page>
  );
}
