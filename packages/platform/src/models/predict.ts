import type { InputOf, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Gateway, Served } from '../serving/index.ts';

type Predict = Operations['models']['predict'];
type Answer = OutputOf<Predict>;
type Wanted = Pick<InputOf<Predict>, 'trace'>;

/** Answers rows over the one way that every protocol takes. */
export const predictRows =
  (gateway: Gateway): MachineHandler<Predict> =>
  async (request, _machine, asked) => {
    const served = await gateway.answer(
      asked === undefined ? request : { ...request, headers: asked.headers },
    );
    return toAnswer(served, request);
  };

/** What was served, as `models.predict` answers it. */
export function toAnswer(served: Served, wanted: Wanted): Answer {
  const { endpoint: model, version, requestId, predictions, trust } = served;
  const told = withTrust(predictions, trust);
  return { model, version, requestId, predictions: told, ...besides(served, wanted) };
}

/**
 * The same as JSON, letter for letter what `JSON.stringify` makes of it.
 *
 * @cost The predictions are not written again where the log has done so.
 */
export function answerText(served: Served, wanted: Wanted): string {
  const { endpoint, version, requestId, predictions, trust, written } = served;
  const told =
    trust === undefined ? written.predictions : JSON.stringify(withTrust(predictions, trust));
  const head = `{"model":${JSON.stringify(endpoint)},"version":${version},"requestId":${JSON.stringify(requestId)},"predictions":${told}`;
  const rest = JSON.stringify(besides(served, wanted));
  return rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`;
}

/** What is said beside the predictions, where there is something to say. */
function besides(
  { anomalies, nOffending, applied, problems, nProblems, flags, nFlags, alarmRate, spans }: Served,
  { trace }: Wanted,
): Omit<Answer, 'model' | 'version' | 'requestId' | 'predictions'> {
  return {
    ...(nOffending === 0 ? {} : { anomalies: [...anomalies], nOffending }),
    ...(applied.length === 0 ? {} : { applied: [...applied] }),
    ...(nProblems === 0 ? {} : { problems: [...problems], nProblems }),
    ...(trace !== true || spans === undefined ? {} : { trace: [...spans] }),
    ...(flags === undefined ? {} : { flags: flags.map(toFlag), nFlags, alarmRate }),
  };
}

/** Predictions, each with where its truth lies, where that was asked. */
function withTrust(
  predictions: Served['predictions'],
  trust: Served['trust'],
): Answer['predictions'] {
  const told =
    trust === undefined ? predictions : predictions.map((each, i) => ({ ...each, ...trust[i] }));
  return told as Answer['predictions'];
}

function toFlag({
  columns,
  ...flag
}: NonNullable<Served['flags']>[number]): NonNullable<Answer['flags']>[number] {
  return { ...flag, columns: [...columns] };
}
