import { type AppError, type Row, toAppError } from '@kaizenml/contracts';
import { requestSamples } from '@kaizenml/contracts/samples';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { type CommandForm, CommandPanel, FailureNote } from '../../components/index.ts';
import { AnswerPanel, type ExplainedAnswer } from './answer-panel.tsx';
import { FieldInput } from './field-input.tsx';
import type { ModelShown } from './model-shown.ts';
import { type Problems, problemsOf, type Texts, toRow, typicalTexts } from './row-values.ts';
import { toForm } from './to-form.ts';

type Asked =
  | { readonly state: 'idle' | 'asking' }
  | { readonly state: 'answered'; readonly answer: ExplainedAnswer }
  | { readonly state: 'refused'; readonly problems: Problems }
  | { readonly state: 'failed'; readonly failure: AppError };

/**
 * A form made from a model's signature; it starts with the typical row.
 *
 * @param model Name with version, as the operations take it.
 */
export function PredictionForm({
  model,
  signature,
}: {
  readonly model: string;
  readonly signature: ModelShown['signature'];
}) {
  const { inputs, output } = signature;
  const [texts, setTexts] = useState<Texts>(() => typicalTexts(inputs));
  const [asked, setAsked] = useState<Asked>({ state: 'idle' });
  const row = toRow(inputs, texts);
  const problems: Problems = asked.state === 'refused' ? asked.problems : {};
  const send = (event: Event) => {
    event.preventDefault();
    setAsked({ state: 'asking' });
    ask(model, row, (answer) => setAsked({ state: 'answered', answer })).then(
      (answer) =>
        setAsked((now) =>
          now.state === 'answered' && now.answer.served === answer.served
            ? { state: 'answered', answer }
            : now,
        ),
      (thrown: unknown) => {
        const failure = toAppError(thrown);
        const found = problemsOf(failure, inputs);
        setAsked(found ? { state: 'refused', problems: found } : { state: 'failed', failure });
      },
    );
  };
  return (
    <>
      <div class="play">
        <form
          class="card"
          onSubmit={send}
          noValidate
          aria-label={`Values to predict ${output.name} from`}
        >
          <div class="fields">
            {inputs.map((field) => (
              <FieldInput
                key={field.name}
                field={field}
                text={texts[field.name] ?? ''}
                problems={problems[field.name] ?? []}
                onText={(text) => setTexts({ ...texts, [field.name]: text })}
              />
            ))}
          </div>
          {(problems[''] ?? []).map((sentence) => (
            <p class="problem" role="alert" key={sentence}>
              {sentence}
            </p>
          ))}
          <p class="row">
            <button type="submit" disabled={asked.state === 'asking'}>
              Predict
            </button>
            <button type="button" class="quiet" onClick={() => setTexts(typicalTexts(inputs))}>
              Typical values
            </button>
            {asked.state === 'refused' && (
              <span class="soft" role="alert">
                The model cannot read these values; see beside the fields.
              </span>
            )}
          </p>
        </form>
        {asked.state === 'answered' ? (
          <AnswerPanel answer={asked.answer} output={output} />
        ) : asked.state === 'failed' ? (
          <FailureNote failure={asked.failure} />
        ) : (
          <div class="card soft">
            The fields hold the values of a typical row. Change what you know and press Predict: you
            get the answer, how sure the model is, and what moved it away from the average answer.
          </div>
        )}
      </div>
      <CommandPanel title="This row as code" forms={formsOf(model, { row, inputs })} />
    </>
  );
}

/** Predicts as any program does, so that it is routed and logged, tells the answer, and asks the version that answered why. */
async function ask(
  model: string,
  row: Row,
  onAnswer: (answer: ExplainedAnswer) => void,
): Promise<ExplainedAnswer> {
  const served = await api.models.predict({ name: model, rows: [row], flags: true, interval: 0.9 });
  onAnswer({ served });
  const name = `${served.model}/${served.version}`;
  const explained = await api.models.explain({ name, row }).catch(toAppError);
  return { served, explained };
}

/** The request of the form in every language; the key, where the server asks for one, is read from `KAIZEN_KEY`. */
function formsOf(
  model: string,
  asked: { readonly row: Row; readonly inputs: ModelShown['signature']['inputs'] },
): CommandForm[] {
  return requestSamples({
    url: location.origin,
    model,
    question: { kind: 'row', ...asked },
  }).map(toForm);
}
