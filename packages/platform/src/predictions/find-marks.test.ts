import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { openFileLog, type PredictionLog } from './index.ts';

const day = '2026-01-02';
const clock = { now: () => Date.UTC(2026, 0, 2, 12) };

describe('findMarks', () => {
  it('is another one after each label and reward, the same else, and gone with the day', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home, { clock });
    const markIn = async (of: PredictionLog) => (await of.findMarks('e', day)).get(day);
    const mark = () => markIn(log);
    expect(await mark()).toBeUndefined();
    await log.append({
      ...{ requestId: 'a', at: `${day}T03:04:05.000Z`, endpoint: 'e', version: 1, latencyMs: 1 },
      ...{ rows: [{ x: 1 }], predictions: [{ prediction: 'yes' }] },
    });
    const none = await mark();
    expect(none).toBe('');
    await log.label('e', [{ requestId: 'a', label: 'yes' }]);
    const labelled = await mark();
    expect(labelled).not.toBe(none);
    expect(await mark()).toBe(labelled);
    await log.reward('e', [{ requestId: 'a', metric: 'revenue', value: 3 }]);
    const rewarded = await mark();
    expect(rewarded).not.toBe(labelled);
    await log.close();
    const again = openFileLog(temp.home, { clock });
    expect(await markIn(again)).toBe(rewarded);
    expect(await again.findMarks('e', '2026-01-03')).toEqual(new Map());
    await rm(join(temp.home.capturePath, 'e', day), { recursive: true });
    expect(await markIn(again)).toBeUndefined();
    await again.close();
  });
});
