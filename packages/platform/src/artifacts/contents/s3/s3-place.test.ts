import { describe, expect, it } from 'vitest';
import { readS3Place, showS3Place } from './s3-place.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('readS3Place', () => {
  it('reads bucket and prefix, and the rest from the environment', () => {
    const place = readS3Place('s3://team-bucket/kaizen/files/', {
      ...KEYS,
      AWS_REGION: 'eu-central-1',
    });
    expect(place).toMatchObject({
      bucket: 'team-bucket',
      prefix: 'kaizen/files/',
      region: 'eu-central-1',
      isPathStyle: false,
    });
    expect(place.endpoint.href).toBe('https://s3.eu-central-1.amazonaws.com/');
    expect(showS3Place(place)).toBe('s3://team-bucket/kaizen/files/');
  });

  it('puts the bucket into the path where an endpoint is named, unless told otherwise', () => {
    const env = { ...KEYS, MLFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000' };
    expect(readS3Place('s3://bucket', env)).toMatchObject({ prefix: '', isPathStyle: true });
    expect(readS3Place('s3://bucket?style=host', env).isPathStyle).toBe(false);
    expect(readS3Place('s3://bucket?style=path', KEYS).isPathStyle).toBe(true);
    const first = { ...env, AWS_ENDPOINT_URL_S3: 'http://a', AWS_ENDPOINT_URL: 'http://b' };
    expect(readS3Place('s3://bucket', first).endpoint.href).toBe('http://a/');
  });

  it.each(['s3://', 's3:bucket', 'https://bucket/a', 's3://Bucket_/a', 's3://bucket?style=x', 'x'])(
    'refuses %j',
    (text) => {
      expect(() => readS3Place(text, KEYS)).toThrow(
        expect.objectContaining({ code: 'ARGUMENT_INVALID', details: { artifacts: text } }),
      );
    },
  );

  it('needs both keys, and an endpoint that is an address', () => {
    expect(() => readS3Place('s3://bucket', { AWS_ACCESS_KEY_ID: 'id' })).toThrow(
      'An S3 store needs `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment, got no `AWS_SECRET_ACCESS_KEY`.',
    );
    expect(() => readS3Place('s3://bucket', { ...KEYS, AWS_ENDPOINT_URL: 'localhost' })).toThrow(
      'The endpoint of an S3 store must be an http or https address, got "localhost".',
    );
  });
});
