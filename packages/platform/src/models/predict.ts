import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Gateway } from '../serving/index.ts';

/** Answers rows over the one way that every protocol takes. */
export const predictRows =
  (gateway: Gateway): Handler<Operations['models']['predict']> =>
  async (request) => {
    const served = await gateway.answer(request);
    const { endpoint, version, requestId, predictions, anomalies, nOffending, applied } = served;
    return {
      model: endpoint,
      version,
      requestId,
      predictions: predictions as { prediction: string | number }[],
      ...(nOffending === 0 ? {} : { anomalies: [...anomalies], nOffending }),
      ...(applied.length === 0 ? {} : { applied: [...applied] }),
    };
  };
