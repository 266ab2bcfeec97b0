import { createHmac } from 'node:crypto';

/** What is sent beside a body, so that its receiver knows who sent it and when. */
export interface SignedHeaders {
  readonly 'content-type': 'application/json';
  readonly 'x-mlflow-delivery-id': string;
  /** Seconds since 1970. */
  readonly 'x-mlflow-timestamp': string;
  readonly 'x-mlflow-signature'?: string;
}

/**
 * The headers of a delivery.
 *
 * The signature is `v1,` and the base64 of the HMAC-SHA256, under the secret, of delivery id, timestamp and body with dots between.
 *
 * @source MLflow, "Webhooks", signature verification; Standard Webhooks
 */
export function signedHeaders({
  id,
  nowMs,
  body,
  secret,
}: {
  readonly id: string;
  readonly nowMs: number;
  readonly body: string;
  readonly secret: string | undefined;
}): SignedHeaders {
  const seconds = String(Math.floor(nowMs / 1000));
  return {
    'content-type': 'application/json',
    'x-mlflow-delivery-id': id,
    'x-mlflow-timestamp': seconds,
    ...(secret === undefined
      ? {}
      : {
          'x-mlflow-signature': `v1,${createHmac('sha256', secret)
            .update(`${id}.${seconds}.${body}`)
            .digest('base64')}`,
        }),
  };
}
