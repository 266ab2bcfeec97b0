import type { Prediction, Row } from '@kaizenml/contracts';
import type { LabeledRequest } from '../log.ts';

/**
 * The rows of a request as lines of SageMaker data capture, with ground truth where a label has arrived. A request of
 * one row is one event of its id; of several, each row is an event `<id>/<row>`.
 *
 * @source Amazon SageMaker AI, "Capture data from real-time endpoint" and "Ingest ground truth labels and merge them with predictions".
 */
export function sagemakerLines(request: LabeledRequest): string[] {
  const { requestId, at, rows, predictions, outputs, labels } = request;
  return rows.map((row, i) => {
    const label = labels[i]?.label;
    const eventId = rows.length === 1 ? requestId : `${requestId}/${i + 1}`;
    return `${JSON.stringify({
      captureData: {
        endpointInput: captured('INPUT', row),
        endpointOutput: captured('OUTPUT', predictions[i] ?? outputs?.[i] ?? {}),
      },
      ...(label === undefined ? {} : { groundTruthData: { data: String(label), encoding: 'CSV' } }),
      eventMetadata: { eventId, inferenceTime: `${at.slice(0, 19)}Z` },
      eventVersion: '0',
    })}\n`;
  });
}

function captured(mode: 'INPUT' | 'OUTPUT', content: Row | Prediction | Record<never, never>) {
  return {
    observedContentType: 'application/json',
    mode,
    data: JSON.stringify(content),
    encoding: 'JSON',
  };
}
