import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../kit/index.ts';
import { type Deadline, openDeadline } from './deadline.ts';

const candidate = (isBaseline: boolean) => ({
  id: 'a',
  estimator: 'ridge',
  params: {},
  isBaseline,
});
const end = vi.fn();
const ending = vi.fn();
let deadline: Deadline;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  end.mockClear();
  ending.mockReset();
  const { signal } = new AbortController();
  deadline = openDeadline(
    { deadlineAt: 1_010_000, clock: systemClock, signal },
    { onEnding: ending, onEnd: end },
  );
});
afterEach(() => {
  deadline.close();
  vi.useRealTimers();
});

describe('openDeadline', () => {
  it('ends so much earlier as what follows takes, by the latest that is known', () => {
    deadline.onFold(candidate(false));
    deadline.reserve(8000);
    expect(deadline.plannedMs()).toBe(2000);
    deadline.reserve(4000);
    vi.advanceTimersByTime(5999);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledOnce();
    expect(deadline.isOver()).toBe(true);
  });

  it('goes on with time that is given back when it is over, as long as there is any', () => {
    deadline.onFold(candidate(false));
    deadline.reserve(8000);
    ending.mockImplementationOnce(() => deadline.reserve(5000));
    vi.advanceTimersByTime(2000);
    expect(ending).toHaveBeenCalledOnce();
    expect(deadline.isOver()).toBe(false);
    expect(deadline.leftMs()).toBe(3000);
    vi.advanceTimersByTime(3000);
    expect(ending).toHaveBeenCalledTimes(2);
    expect(end).toHaveBeenCalledOnce();
    deadline.onFold(candidate(false));
    expect(ending).toHaveBeenCalledTimes(2);
  });

  it('waits for the first fold of a real candidate', () => {
    deadline.onFold(candidate(true));
    vi.advanceTimersByTime(11_000);
    expect(end).not.toHaveBeenCalled();
    deadline.onFold(candidate(false));
    expect(end).toHaveBeenCalledOnce();
  });

  it('waits for no other candidate where many could not be trained', () => {
    for (let i = 0; i < 29; i++) deadline.onFailure();
    vi.advanceTimersByTime(11_000);
    expect(end).not.toHaveBeenCalled();
    deadline.onFailure();
    expect(end).toHaveBeenCalledOnce();
  });

  it('does not wait for ever', () => {
    vi.advanceTimersByTime(69_000);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2000);
    expect(end).toHaveBeenCalledOnce();
  });
});
