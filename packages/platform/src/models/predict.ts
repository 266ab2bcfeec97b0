import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Gateway, Served } from '../serving/index.ts';

/** Answers rows over the one way that every protocol takes. */
export const predictRows =
  (gateway: Gateway): MachineHandler<Operations['models']['predict']> =>
  async (request, _machine, asked) => {
    const served = await gateway.answer(
      asked === undefined ? request : { ...request, headers: asked.headers },
    );
    const { endpoint, version, requestId, predictions, anomalies, nOffending, applied } = served;
    const { problems, nProblems, flags, nFlags, alarmRate, trust } = served;
    return {
      model: endpoint,
      version,
      requestId,
      predictions: withTrust(predictions, trust),
      ...(nOffending === 0 ? {} : { anomalies: [...anomalies], nOffending }),
      ...(applied.length === 0 ? {} : { applied: [...applied] }),
      ...(nProblems === 0 ? {} : { problems: [...problems], nProblems }),
      ...(request.trace !== true || served.spans === undefined ? {} : { trace: [...served.spans] }),
      ...(flags === undefined ? {} : { flags: flags.map(toFlag), nFlags, alarmRate }),
    };
  };

type Answer = OutputOf<Operations['models']['predict']>;

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
