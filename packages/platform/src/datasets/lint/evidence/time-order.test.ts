import { describe, expect, it } from 'vitest';
import { createTimeOrder } from './time-order.ts';

function orderOf(times: readonly number[]) {
  const order = createTimeOrder();
  times.forEach((at, i) => {
    order.add(at, i + 2, i);
  });
  return order.finish();
}

describe('createTimeOrder', () => {
  it('sees a date that is out of the order of the two around it', () => {
    const { outOfRise, nLater, nEarlier } = orderOf([1, 2, 9, 3, 4, 0, 5]);
    expect(outOfRise).toMatchObject({ count: 2, first: [{ line: 4 }, { line: 7 }] });
    expect([nLater, nEarlier]).toEqual([4, 2]);
    expect(orderOf([9, 8, 1, 7, 6]).outOfFall).toMatchObject({ count: 1, first: [{ line: 4 }] });
  });

  it('takes a series that starts again for none', () => {
    expect(orderOf([1, 2, 3, 1, 2, 3, 1, 2, 3]).outOfRise.count).toBe(0);
  });
});
