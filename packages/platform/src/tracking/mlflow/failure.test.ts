import { AppError, ERRORS, type ErrorCode } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { toMlflowFailure } from './failure.ts';

const codes = Object.keys(ERRORS) as ErrorCode[];

/** The statuses of the protocol's codes, as its reference lists them. */
const STATUSES: Readonly<Record<string, number>> = {
  ...{ INTERNAL_ERROR: 500, NOT_IMPLEMENTED: 501, TEMPORARILY_UNAVAILABLE: 503 },
  ...{ DEADLINE_EXCEEDED: 504, REQUEST_LIMIT_EXCEEDED: 429, RESOURCE_EXHAUSTED: 429 },
  ...{ RESOURCE_CONFLICT: 409, ENDPOINT_NOT_FOUND: 404, RESOURCE_DOES_NOT_EXIST: 404 },
  ...{ PERMISSION_DENIED: 403, UNAUTHENTICATED: 401, RESOURCE_ALREADY_EXISTS: 400 },
  ...{ INVALID_PARAMETER_VALUE: 400 },
};

describe('a failure in the protocol', () => {
  it.each(codes)('%s has a code and its status', (code) => {
    const error = new AppError(code, { message: 'It failed.', details: { id: 'a' } });
    const { status, body } = toMlflowFailure(error);
    expect(STATUSES[body.error_code]).toBe(status);
    expect(Object.keys(body)).toEqual(['error_code', 'message']);
    const isTriedAgain = [408, 429, 500, 502, 503, 504];
    expect(isTriedAgain.includes(status)).toBe(
      [...isTriedAgain, 501, 507].includes(error.row.status) && status !== 501,
    );
  });

  it.each<[ErrorCode, object, string, string]>([
    ['RUN_NOT_FOUND', { id: 'a' }, 'RESOURCE_DOES_NOT_EXIST', 'Run with id=a not found'],
    [
      ...(['RUN_STATE', { id: 'a', wanted: 'active', lifecycle: 'deleted' }] as const),
      ...(['INVALID_PARAMETER_VALUE'] as const),
      "The run a must be in the 'active' state. Current state is deleted.",
    ],
    [
      'EXPERIMENT_NOT_FOUND',
      { id: '7' },
      'RESOURCE_DOES_NOT_EXIST',
      'No Experiment with id=7 exists',
    ],
    [
      ...(['EXPERIMENT_NOT_FOUND', { name: 'x' }, 'RESOURCE_DOES_NOT_EXIST'] as const),
      "Could not find experiment with name 'x'",
    ],
    [
      ...(['EXPERIMENT_EXISTS', { name: 'x', lifecycle: 'active' }] as const),
      ...(['RESOURCE_ALREADY_EXISTS', 'Experiment(name=x) already exists.'] as const),
    ],
    [
      ...(['PARAM_CHANGED', { id: 'a', key: 'lr', value: '0.1', given: '0.2' }] as const),
      ...(['INVALID_PARAMETER_VALUE'] as const),
      "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='a'. Attempted logging new value '0.2'.",
    ],
  ])('%s %j is told in its words', (code, details, errorCode, message) => {
    const error = new AppError(code, { message: 'Ours.', hint: 'Ours.', details: { ...details } });
    expect(toMlflowFailure(error).body).toEqual({ error_code: errorCode, message });
  });

  it('that the protocol has no words for is told in ours, with what mends it', () => {
    const error = new AppError('SERVER_BUSY', { message: 'It is busy.', hint: 'Ask later.' });
    expect(toMlflowFailure(error)).toEqual({
      status: 429,
      body: { error_code: 'RESOURCE_EXHAUSTED', message: 'It is busy. Ask later.' },
    });
  });
});
