import { describe, expect, it } from 'vitest';
import { AppError, invariant, toAppError, toProblem } from './app-error.ts';
import { ERRORS, type ErrorCode } from './errors.ts';

describe('AppError', () => {
  const error = new AppError('RUN_NOT_FOUND', {
    message: 'Run "01JD" does not exist.',
    hint: 'See the ids with `kaizen runs list`.',
    details: { id: '01JD' },
  });

  it('carries status, exit code and title of its row', () => {
    expect(error.row).toEqual({ status: 404, exit: 4, title: 'No run has this id' });
  });

  it('becomes a problem document and nothing is lost', () => {
    expect(toProblem(error)).toEqual({
      type: 'urn:kaizenml:error:RUN_NOT_FOUND',
      title: 'No run has this id',
      status: 404,
      detail: 'Run "01JD" does not exist.',
      code: 'RUN_NOT_FOUND',
      hint: 'See the ids with `kaizen runs list`.',
      details: { id: '01JD' },
    });
  });

  it('leaves an absent hint out of the document', () => {
    expect(toProblem(new AppError('INTERNAL', { message: 'It broke.' }))).not.toHaveProperty(
      'hint',
    );
  });
});

describe('toAppError', () => {
  it('lets an AppError through', () => {
    const error = new AppError('DISK_FULL', { message: 'The disk is full.' });
    expect(toAppError(error)).toBe(error);
  });

  it.each([
    [new TypeError('x is undefined'), 'x is undefined'],
    ['text', 'text'],
    [undefined, 'undefined'],
  ])('makes a bug of ours of %s, with its cause', (thrown, said) => {
    const error = toAppError(thrown);
    expect(error.code).toBe('INTERNAL');
    expect(error.message).toBe(`KaizenML failed unexpectedly: ${said}.`);
    expect(error.cause).toBe(thrown);
    expect(error.details).toEqual({});
  });
});

describe('invariant', () => {
  it('is silent while its promise holds, and says that it is our bug when not', () => {
    expect(() => invariant(true, 'the sun shines')).not.toThrow();
    const broken = (() => {
      try {
        invariant(false, 'the sun shines');
      } catch (thrown) {
        return thrown as AppError;
      }
    })();
    expect(broken?.code).toBe('INTERNAL');
    expect(broken?.message).toBe('KaizenML broke its own promise: the sun shines.');
    expect(broken?.details).toEqual({ what: 'the sun shines' });
  });
});

describe('ERRORS', () => {
  it.each(Object.keys(ERRORS) as ErrorCode[])(
    '%s has a status, an exit code and a title',
    (code) => {
      const { status, exit, title } = ERRORS[code];
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect([1, 2, 3, 4, 5]).toContain(exit);
      expect(title).not.toMatch(/\.$/);
    },
  );

  it('exits with 4 for what is not found, except files and arguments of a command', () => {
    for (const [code, { status, exit }] of Object.entries(ERRORS))
      if (status === 404 && code !== 'FILE_NOT_FOUND') expect(exit).toBe(4);
  });
});
