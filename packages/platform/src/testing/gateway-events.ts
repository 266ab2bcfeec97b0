/** Events as the documentation of their senders shows them, shortened where a part says nothing about the request. */

type Headers = Readonly<Record<string, string>>;
interface Sent {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

const JSON_HEADERS: Headers = { 'Content-Type': 'application/json' };

/** @source Amazon API Gateway, "Input format of a Lambda function for proxy integration" (payload format 1.0) */
export function gatewayV1({
  method = 'POST',
  headers = JSON_HEADERS,
  body = null,
  isBase64Encoded = false,
}: Sent): object {
  return {
    resource: '/my/path',
    path: '/my/path',
    httpMethod: method,
    headers: { header1: 'value1', header2: 'value1,value2', ...headers },
    multiValueHeaders: { header1: ['value1'], header2: ['value1', 'value2'] },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
    multiValueQueryStringParameters: { parameter1: ['value1', 'value2'], parameter2: ['value'] },
    requestContext: {
      accountId: '123456789012',
      apiId: 'id',
      authorizer: { claims: null, scopes: null },
      domainName: 'id.execute-api.us-east-1.amazonaws.com',
      httpMethod: method,
      identity: { sourceIp: '192.0.2.1', userAgent: 'user-agent' },
      path: '/my/path',
      protocol: 'HTTP/1.1',
      requestId: 'id=',
      requestTimeEpoch: 1583348638390,
      stage: '$default',
    },
    pathParameters: null,
    stageVariables: null,
    body,
    isBase64Encoded,
  };
}

/** @source Amazon API Gateway, "Create AWS Lambda proxy integrations for HTTP APIs" (payload format 2.0); function URLs send the same */
export function gatewayV2({
  method = 'POST',
  headers = { 'content-type': 'application/json' },
  body,
  isBase64Encoded = false,
}: Sent): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/my/path',
    rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=value',
    cookies: ['cookie1', 'cookie2'],
    headers: { header1: 'value1', header2: 'value1,value2', ...headers },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      domainName: 'id.execute-api.us-east-1.amazonaws.com',
      http: {
        method,
        path: '/my/path',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'agent',
      },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      timeEpoch: 1583348638390,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}

/** @source Elastic Load Balancing, "Use Lambda functions as targets" */
export function loadBalancer({
  method = 'POST',
  headers = { 'content-type': 'application/json' },
  body = '',
  isBase64Encoded = false,
}: Sent): object {
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          'arn:aws:elasticloadbalancing:region:123456789012:targetgroup/my-target-group/6d0ecf831eec9f09',
      },
    },
    httpMethod: method,
    path: '/',
    queryStringParameters: {},
    headers: {
      accept: 'text/html,application/xhtml+xml',
      host: 'lambda-846800462.elb.amazonaws.com',
      ...headers,
    },
    body,
    isBase64Encoded,
  };
}
