import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Gateway } from '../serving/index.ts';

/** Answers rows over the one way that every protocol takes. */
export const predictRows =
  (gateway: Gateway): MachineHandler<Operations['models']['predict']> =>
  async (request, _machine, asked) => {
    const served = await gateway.answer(
      asked === undefined ? request : { ...request, headers: asked.headers },
    );
    const { endpoint, version, requestId, predictions, anomalies, nOffending, applied } = served;
    const { problems, nProblems } = served;
    return {
      model: endpoint,
      version,
      requestId,
      predictions: predictions as { prediction: string | number }[],
      ...(nOffending === 0 ? {} : { anomalies: [...anomalies], nOffending }),
      ...(applied.length === 0 ? {} : { applied: [...applied] }),
      ...(nProblems === 0 ? {} : { problems: [...problems], nProblems }),
      ...(request.trace !== true || served.spans === undefined ? {} : { trace: [...served.spans] }),
    };
  };
