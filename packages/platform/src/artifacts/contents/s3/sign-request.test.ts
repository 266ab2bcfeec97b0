import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../kit/index.ts';
import { encodeKey, encodeQuery, signRequest } from './sign-request.ts';

const HOST = 'https://examplebucket.s3.amazonaws.com';
const SIGNING = {
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  region: 'us-east-1',
  nowMs: Date.UTC(2013, 4, 24),
};

/** @source AWS, "Authenticating Requests: Using the Authorization Header", its four examples */
describe('signRequest', () => {
  it.each([
    {
      what: 'a range of an object',
      request: { method: 'GET', path: '/test.txt', headers: { range: 'bytes=0-9' }, body: '' },
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      what: 'an object with an odd name',
      request: {
        method: 'PUT',
        path: `/${encodeKey('test$file.text')}`,
        headers: {
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        },
        body: 'Welcome to Amazon S3.',
      },
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      what: 'a query without a value',
      request: {
        method: 'GET',
        path: `/?${encodeQuery({ lifecycle: '' })}`,
        headers: {},
        body: '',
      },
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      what: 'a list',
      request: {
        method: 'GET',
        path: `/?${encodeQuery({ prefix: 'J', 'max-keys': '2' })}`,
        headers: {},
        body: '',
      },
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('signs $what as AWS does', ({ request, signature }) => {
    const { method, path, headers, body } = request;
    const signed = signRequest(
      { method, url: new URL(HOST + path), headers, bodySha256: sha256(body) },
      SIGNING,
    );
    expect(signed.authorization?.split('Signature=')[1]).toBe(signature);
    expect(signed.authorization).toContain(
      'Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,',
    );
  });

  it('signs the token of credentials that end', () => {
    const credentials = { ...SIGNING.credentials, sessionToken: 'token' };
    const signed = signRequest(
      { method: 'GET', url: new URL(HOST), headers: {}, bodySha256: sha256('') },
      { ...SIGNING, credentials },
    );
    expect(signed['x-amz-security-token']).toBe('token');
    expect(signed.authorization).toContain('x-amz-security-token');
  });
});
