import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf, formatClose, formatNumber, intervalBars } from '../../charts/index.ts';
import {
  AnswerView,
  Chart,
  Choices,
  CommandPanel,
  EmptyNote,
  Page,
} from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { useKept } from '../schemas/use-kept.ts';
import { type ErrorsQuery, errorsAddress } from './errors-address.ts';
import type { Errors } from './errors-types.ts';
import { WrongAnswers } from './wrong-answers.tsx';

const SHOWN = 10;
const CHOICES = [
  ['next', 'To look through'],
  ['found', 'Looked through'],
] as const;

/** Wrong answers of an endpoint, to say what made them wrong, and what was found so far. */
export function ErrorsPage({
  endpoint,
  query: { show },
}: {
  readonly endpoint: string;
  readonly query: ErrorsQuery;
}) {
  const [nKept, setKept] = useState(0);
  const answer = useKept(
    useAnswer(
      () => api.predictions.errors({ name: endpoint, show, limit: SHOWN }),
      `${endpoint} ${show} ${nKept}`,
    ),
  );
  const address = `/endpoints/${encodeURIComponent(endpoint)}`;
  return (
    <Page title={`Wrong answers of ${endpoint}`} kicker={<a href={address}>{endpoint}</a>}>
      <AnswerView answer={answer}>
        {(errors) => (
          <>
            <p role="status">{sayErrors(errors)}</p>
            <Causes errors={errors} />
            <Choices
              legend="Which wrong answers"
              options={CHOICES}
              chosen={show}
              onChoose={(chosen) => goTo(errorsAddress(endpoint, { show: chosen }))}
            />
            <WrongAnswers errors={errors} show={show} onKeep={() => setKept(nKept + 1)} />
            {errors.items.length === 0 && <Nothing errors={errors} show={show} />}
          </>
        )}
      </AnswerView>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: `kaizen predictions errors ${endpoint}\nkaizen predictions tag ${endpoint} REQUEST --row 1 --tags "a cause"`,
          },
          {
            name: 'TypeScript',
            code: `const { items, tags } = await kaizen.predictions.errors({ name: '${endpoint}' });`,
          },
        ]}
      />
    </Page>
  );
}

/** What was found, by its share of the error. */
function Causes({ errors: { tags, nFound, loss } }: { readonly errors: Errors }) {
  if (tags.length === 0) return null;
  return (
    <div class="card">
      <Chart
        maxWidth={860}
        draw={(size) =>
          intervalBars(
            {
              title: sayLargest(tags, loss),
              caption: `Shares of the error by ${countOf(nFound, 'answer')} looked through, with intervals of 95 %. ${loss === null ? '' : `Work on a cause cannot win more than its share.`}`,
              axis: 'share of the error',
              unit: 'share',
              bars: tags.map(({ tag, share: { value, low, high } }) => ({
                ...{ label: tag, value, low, high },
              })),
            },
            size,
          )
        }
      />
    </div>
  );
}

function sayLargest([first]: Errors['tags'], loss: Errors['loss']): string {
  if (first === undefined) return 'Causes';
  const { tag, share, gain } = first;
  const won =
    gain === null || loss === null ? '' : `: ${formatClose(gain.value)} of ${loss.metric}`;
  return `"${tag}" makes ${Math.round(100 * share.value)} % of the error${won}`;
}

function sayErrors({ nAnswers, nLabelled, nWrong, isCut, loss }: Errors): string {
  const read = `${isCut ? 'the newest ' : ''}${countOf(nAnswers, 'answered row')} of the last four weeks`;
  if (loss === null) return `Of ${read}, none has a label: nobody knows which answers were wrong.`;
  const { value, low, high, metric } = loss;
  const range =
    low === null || high === null ? '' : ` (${formatClose(low)} to ${formatClose(high)})`;
  const wrong = metric === 'error rate' ? 'wrong' : 'off';
  return `Of ${read}, ${formatNumber(nLabelled)} have a label and ${formatNumber(nWrong)} of these were ${wrong}: ${metric} ${formatClose(value)}${range}.`;
}

function Nothing({
  errors: { name, loss, nWrong },
  show,
}: {
  readonly errors: Errors;
  readonly show: ErrorsQuery['show'];
}) {
  if (loss === null)
    return (
      <EmptyNote title="No labels yet" command={`kaizen predictions label ${name} labels.csv`}>
        Send what turned out to be true, by the id of each answer; then wrong answers come here.
      </EmptyNote>
    );
  if (show === 'found')
    return <p class="note">Nobody has looked through a wrong answer of the last four weeks.</p>;
  return (
    <p class="note good">
      {nWrong === 0
        ? 'No labelled answer was wrong.'
        : 'All wrong answers of the last four weeks were looked through.'}
    </p>
  );
}
