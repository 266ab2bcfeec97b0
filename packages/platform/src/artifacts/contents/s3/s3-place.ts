import { AppError } from '@kaizenml/contracts';
import type { S3Credentials } from './sign-request.ts';

/** A bucket, a beginning of its keys, and how it is reached. */
export interface S3Place {
  readonly bucket: string;
  /** Ends with `/`, or is empty. */
  readonly prefix: string;
  /** Root of the server: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: URL;
  readonly region: string;
  /** Whether the bucket stands in the path and not in the name of the host. */
  readonly isPathStyle: boolean;
  readonly credentials: S3Credentials;
}

/** Variables of the system that are read here; those of the AWS command line, and MLflow's for the endpoint. */
type Environment = Readonly<Record<string, string | undefined>>;

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const DEFAULT_REGION = 'us-east-1';

/**
 * Reads `s3://bucket/prefix`, with `?style=path` or `?style=host` where the default is not meant, and what the environment says of the rest:
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or `AWS_DEFAULT_REGION`, and for servers other than
 * Amazon's `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` or `MLFLOW_S3_ENDPOINT_URL`.
 *
 * Style: the bucket is in the path where an endpoint is named, and in the host at Amazon.
 *
 * @throws ARGUMENT_INVALID
 */
export function readS3Place(text: string, env: Environment): S3Place {
  const url = URL.parse(text);
  const style = url?.searchParams.get('style') ?? undefined;
  if (url?.protocol !== 's3:' || !BUCKET.test(url.hostname))
    throw refused('must be `s3://bucket/prefix`', text);
  if (style !== undefined && style !== 'path' && style !== 'host')
    throw refused('must have the style `path` or `host`', text);
  const parts = decodeURIComponent(url.pathname)
    .split('/')
    .filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..' || part.includes('\\')))
    throw refused('must have a plain prefix', text);
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  const named = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL ?? env.MLFLOW_S3_ENDPOINT_URL;
  const endpoint = URL.parse(named ?? `https://s3.${region}.amazonaws.com`);
  if (endpoint === null || !/^https?:$/.test(endpoint.protocol))
    throw new AppError('ARGUMENT_INVALID', {
      message: `The endpoint of an S3 store must be an http or https address, got "${named}".`,
      hint: 'Set `AWS_ENDPOINT_URL_S3`, such as `https://s3.example.com`.',
      details: { endpoint: named ?? null },
    });
  return {
    bucket: url.hostname,
    prefix: parts.map((part) => `${part}/`).join(''),
    endpoint,
    region,
    isPathStyle: style === undefined ? named !== undefined : style === 'path',
    credentials: readCredentials(env),
  };
}

/** Where artifacts are kept, for sentences: without keys. */
export function showS3Place({ bucket, prefix }: S3Place): string {
  return `s3://${bucket}/${prefix}`;
}

function readCredentials(env: Environment): S3Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    throw new AppError('ARGUMENT_INVALID', {
      message: `An S3 store needs \`AWS_ACCESS_KEY_ID\` and \`AWS_SECRET_ACCESS_KEY\` in the environment, got no \`${missing}\`.`,
      hint: 'Set both; profiles and roles of machines are not read.',
      details: { missing },
    });
  }
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN || undefined };
}

function refused(expectation: string, text: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The place of artifacts ${expectation}, got "${text}".`,
    hint: 'For example `--artifacts s3://team-bucket/kaizen`; leave it out to keep them in the home.',
    details: { artifacts: text },
  });
}
