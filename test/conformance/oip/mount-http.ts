import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { AppError, toAppError } from '@kaizenml/contracts';
import {
  errorBody,
  type InferenceHandlers,
  indexBody,
  LENGTH_HEADER,
  liveBody,
  type ModelRef,
  modelMetadataBody,
  modelReadyBody,
  parseIndexRequest,
  parseInferRequest,
  parseLoadRequest,
  parseUnloadRequest,
  readyBody,
  statisticsBody,
  writeInferResponse,
} from '../../../packages/platform/src/serving/oip/index.ts';

interface Answer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

/** The addresses of the protocol over `node:http`, so that clients can be tried before the server has its routes. */
export function mountHttp(handlers: InferenceHandlers): Server {
  return createServer((request, response) => {
    answerRequest(handlers, request)
      .catch((thrown: unknown) => {
        const error = toAppError(thrown);
        return json(errorBody(error), error.row.status);
      })
      .then((answer) => {
        const { headers, body } = compressed(answer, request.headers['accept-encoding']);
        response.writeHead(answer.status ?? 200, { ...headers, 'content-length': body.length });
        response.end(body);
      }, response.destroy.bind(response));
  });
}

async function answerRequest(
  handlers: InferenceHandlers,
  request: IncomingMessage,
): Promise<Answer> {
  const body = expanded(await buffer(request), request.headers['content-encoding']);
  const path = decodeURI(request.url ?? '').replace(/^\//, '');
  const [, name = '', version, verb = ''] =
    /^v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
  if (name !== '' && path !== 'v2/models/stats') {
    const model = version === undefined ? { name } : { name, version };
    return answerModel(handlers, { model, verb, body, request });
  }
  const [, loaded = '', change] =
    /^v2\/repository\/models\/([^/]+)\/(load|unload)$/.exec(path) ?? [];
  if (change === 'load') {
    parseLoadRequest(body);
    await handlers.loadModel(loaded);
    return json({});
  }
  if (change === 'unload') {
    await handlers.unloadModel(loaded, parseUnloadRequest(body));
    return json({});
  }
  switch (path) {
    case 'v2':
      return json(handlers.serverMetadata());
    case 'v2/health/live':
      return json(liveBody(await handlers.isLive()));
    case 'v2/health/ready':
      return json(readyBody(await handlers.isReady()));
    case 'v2/models/stats':
      return json(statisticsBody(await handlers.statistics(undefined)));
    case 'v2/repository/index': {
      const asked = parseIndexRequest(body);
      return json(indexBody(await handlers.repositoryIndex(asked), asked));
    }
    default:
      throw nothingAt(path);
  }
}

async function answerModel(
  handlers: InferenceHandlers,
  {
    model,
    verb,
    body,
    request,
  }: {
    readonly model: ModelRef;
    readonly verb: string;
    readonly body: Uint8Array;
    readonly request: IncomingMessage;
  },
): Promise<Answer> {
  switch (verb) {
    case '':
      return json(modelMetadataBody(await handlers.modelMetadata(model)));
    case 'ready': {
      const isReady = await handlers.isModelReady(model);
      return json(modelReadyBody(model.name, isReady), isReady ? 200 : 400);
    }
    case 'config':
      return json(await handlers.modelConfig(model));
    case 'stats':
      return json(statisticsBody(await handlers.statistics(model)));
    case 'infer': {
      const { inputs } = await handlers.modelMetadata(model);
      const given = request.headers[LENGTH_HEADER];
      const asked = parseInferRequest(body, {
        jsonLength: given === undefined ? undefined : String(given),
        inputs,
      });
      const { signal } = new AbortController();
      return writeInferResponse(await handlers.infer(model, asked, { signal }), asked);
    }
    default:
      throw nothingAt(verb);
  }
}

function nothingAt(path: string): AppError {
  return new AppError('ROUTE_NOT_FOUND', { message: `Nothing lives at /${path}.` });
}

function expanded(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}

function compressed({ headers, body }: Answer, accepted: string | string[] | undefined): Answer {
  const encoding = String(accepted);
  if (encoding === 'gzip')
    return { headers: { ...headers, 'content-encoding': encoding }, body: gzipSync(body) };
  if (encoding === 'deflate')
    return { headers: { ...headers, 'content-encoding': encoding }, body: deflateSync(body) };
  return { headers, body };
}
