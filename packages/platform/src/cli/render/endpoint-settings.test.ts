import { EndpointSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { settingLines } from './endpoint-settings.ts';

describe('settingLines', () => {
  it('says nothing of defaults', () => {
    expect(settingLines(EndpointSettings.parse({}))).toEqual([]);
  });

  it('says every setting that differs, whichever it is', () => {
    const settings = EndpointSettings.parse({
      assertions: [{ name: 'minors', when: 'age < 18', action: 'override', value: 'no' }],
      routes: [{ name: 'testers', header: 'x-tester', to: 'candidate' }],
      door: { category: 'refuse', columns: { age: { range: 'default', value: 40 } } },
      doubt: { interval: 0.9 },
      log: { sample: 0.1 },
      cache: { seconds: 600 },
    });
    expect(settingLines(settings)).toEqual([
      ['rule', 'minors: override when age < 18'],
      ['route', 'testers: to candidate when header x-tester is there'],
      ['door', 'category refuse, columns age range default, columns age value 40'],
      ['doubt', 'interval 0.9'],
      ['log', 'sample 0.1'],
      ['cache', 'seconds 600, rows 10000, megabytes 16'],
    ]);
  });
});
