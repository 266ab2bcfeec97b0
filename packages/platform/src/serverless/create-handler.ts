import { type AppError, toAppError, toProblem } from '@kaizenml/contracts';
import { answerRequest, type EventAnswer } from './answer-request.ts';
import { type EventRequest, readEvent } from './event.ts';
import { type FunctionModel, openGateway } from './open-gateway.ts';

/** An answer in the form of a gateway. */
export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What a function is called with; its answer is a `GatewayAnswer` to an event of a gateway, else the body itself. */
export type Handler = (event: unknown, context?: unknown) => Promise<unknown>;

/**
 * Makes the handler of a function without a server. The model begins to be opened at once, while the function starts, and
 * is opened once; a failure of it is told to every request.
 *
 * An event of a gateway is answered with a status, problems as RFC 9457. An event that is a body itself is answered with a
 * body; its problems are thrown, their code in `name`, which the caller sees as the type of the error.
 *
 * @example
 * import { createHandler } from 'kaizenml/serverless';
 * export const handler = createHandler({ artifact: './model' });
 */
export function createHandler(model: FunctionModel): Handler {
  const opening = openGateway(model);
  // Who asks hears of the failure; until then nobody waits for it.
  opening.catch(() => undefined);
  return async (event) => {
    const request = readNamed(event);
    try {
      const answer = await answerRequest(await opening, request);
      return request.isBare ? JSON.parse(answer.body.toString('utf8')) : toGateway(answer);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (request.isBare) throw named(error);
      if (error.row.status >= 500) console.error(error.cause ?? error);
      const problem = toProblem(error);
      return toGateway(
        {
          headers: { 'content-type': 'application/problem+json' },
          body: Buffer.from(JSON.stringify(problem)),
        },
        problem.status,
      );
    }
  };
}

/** @throws REQUEST_INVALID, which an event that is nothing is answered with */
function readNamed(event: unknown): EventRequest {
  try {
    return readEvent(event);
  } catch (thrown) {
    throw named(toAppError(thrown));
  }
}

/** A failure whose code is its name, which the caller of a function sees as the type of the error. */
function named(error: AppError): AppError {
  return Object.assign(error, { name: error.code });
}

/** Text goes as it is; bytes, which a binary tensor is, in base64. */
function toGateway({ headers, body }: EventAnswer, statusCode = 200): GatewayAnswer {
  const isText = /json|^text\//.test(headers['content-type'] ?? '');
  return {
    statusCode,
    headers: { ...headers, 'cache-control': 'no-store' },
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
