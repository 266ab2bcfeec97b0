import { describe, expect, it } from 'vitest';
import { Visit } from './visit.ts';

/** A visit, and how its client goes away. */
function visitOf() {
  const visit = new Visit();
  return { visit, leave: () => visit.end(false) };
}

describe('visit', () => {
  it('is over once, when the client is gone and all work has settled', () => {
    const { visit, leave } = visitOf();
    let nOver = 0;
    visit.whenOver = () => nOver++;
    visit.hold();
    visit.hold();
    visit.letGo();
    leave();
    expect([visit.isGone, nOver]).toEqual([true, 0]);
    visit.letGo();
    expect(nOver).toBe(1);
    visit.hold();
    visit.letGo();
    expect(nOver).toBe(1);
  });

  it('tells at once who asks too late that it is over', () => {
    const { visit, leave } = visitOf();
    leave();
    let nOver = 0;
    visit.whenOver = () => nOver++;
    expect(nOver).toBe(1);
  });

  it('aborts its signal with the first reason, also where it is asked for later', () => {
    const early = visitOf();
    const { signal } = early.visit;
    expect(signal.aborted).toBe(false);
    early.visit.abort('too late');
    early.leave();
    expect(signal.reason).toBe('too late');
    const late = visitOf();
    late.leave();
    expect((late.visit.signal.reason as Error).name).toBe('AbortError');
  });
});
