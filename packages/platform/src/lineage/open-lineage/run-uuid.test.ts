import { describe, expect, it } from 'vitest';
import { runUuid } from './run-uuid.ts';

describe('runUuid', () => {
  it.each([
    ['00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01563e3a-b5d3-d676-4c61-efb99302bd5b'],
    ['0123456789abcdef0123456789abcdef', '01234567-89ab-cdef-0123-456789abcdef'],
  ])('of %s is %s', (id, uuid) => {
    expect(runUuid(id)).toBe(uuid);
  });

  it('of any other id is the same for the same id alone', () => {
    expect(runUuid('run-1')).toBe(runUuid('run-1'));
    expect(runUuid('run-1')).not.toBe(runUuid('run-2'));
    expect(runUuid('run-1')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });
});
