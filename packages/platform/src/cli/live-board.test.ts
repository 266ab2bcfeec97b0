import { describe, expect, it } from 'vitest';
import type { TrialProgress } from '../progress.ts';
import { boardLines, boardOf } from './live-board.ts';
import { createProgress } from './live-progress.ts';
import { createStyle } from './terminal.ts';

const style = createStyle(false);

function trial(
  n: number,
  name: string,
  score: number | undefined,
  more: Partial<NonNullable<TrialProgress['trial']>> & { readonly best?: number } = {},
): TrialProgress {
  const { best = 0.93, ...details } = more;
  return {
    n,
    name,
    best,
    ...(score === undefined ? {} : { score }),
    trial: {
      title: name,
      status: score === undefined ? 'failed' : 'finished',
      isBaseline: false,
      metric: 'roc_auc',
      scoreSd: 0.01,
      nFolds: 5,
      fitMs: 1200,
      ...details,
    },
  };
}

const trials = [
  trial(1, 'constant', 0.5, { isBaseline: true, best: 0.5 }),
  trial(2, 'ridge-1', 0.9),
  trial(3, 'boosted-trees-1', 0.93),
  trial(4, 'random-forest-1', 0.925),
  trial(5, 'extra-trees-1', undefined),
  trial(6, 'boosted-trees-2', 0.92, { nFolds: 2 }),
];

describe('the live board', () => {
  const board = boardOf(trials);

  it('ranks by score those with all folds first, marks the noise of the best and ends with the best baseline', () => {
    expect(board && boardLines(board, { width: 79, style })).toEqual([
      '    roc auc, mean ± sd of folds · ≈ within the noise of the first · 1 failed',
      '  1   boosted trees 1  0.9300 ± 0.0100  fit 1.2 s',
      '  2 ≈ random forest 1  0.9250 ± 0.0100  fit 1.2 s',
      '  3   ridge 1          0.9000 ± 0.0100  fit 1.2 s',
      '  4   boosted trees 2  0.9200 ± 0.0100  fit 1.2 s',
      '  –   constant         0.5000 ± 0.0100  fit 1.2 s',
    ]);
  });

  it('learns from the best score which direction is better', () => {
    const errors = [trial(1, 'a-1', 3, { best: 3 }), trial(2, 'b-1', 2, { best: 2 })];
    expect(boardOf(errors)?.ranked.map(({ name }) => name)).toEqual(['b 1', 'a 1']);
    const shares = [trial(1, 'a-1', 2, { best: 2 }), trial(2, 'b-1', 3, { best: 3 })];
    expect(boardOf(shares)?.ranked.map(({ name }) => name)).toEqual(['b 1', 'a 1']);
  });

  it.each([20, 34, 50, 200])('is never wider than %i columns', (width) => {
    const lines = board ? boardLines(board, { width, style }) : [];
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('is nothing where candidates tell no details', () => {
    expect(boardOf([{ n: 1, name: 'ridge', score: 1 }])).toBeUndefined();
  });
});

describe('a terminal that shows the board', () => {
  it('draws over what it drew, keeps notes and ends with one line', () => {
    let clock = 0;
    const screen = emulate();
    const progress = createProgress({
      stream: { isTTY: true, columns: 80, write: screen.write },
      env: { NO_COLOR: '1' },
      now: () => clock,
    });
    progress.stage('Trying models');
    for (const each of trials) {
      clock += 500;
      progress.trial({ ...each, msLeft: 20_000 - clock });
    }
    expect(screen.lines()).toHaveLength(7);
    expect(screen.lines()[0]).toMatch(/^. Trying models · 3\.0 s · 6 candidates · 17 s left$/);
    clock += 500;
    progress.note('One column leaks the target.');
    expect(screen.lines()[0]).toBe('One column leaks the target.');
    expect(screen.lines()).toHaveLength(8);
    progress.done();
    expect(screen.lines()).toEqual([
      'One column leaks the target.',
      '✓ Trying models · 3.5 s · 6 candidates · best boosted trees 1 0.9300',
    ]);
  });
});

/** A screen that knows the few codes that progress uses. */
function emulate() {
  let rows = [''];
  let at = 0;
  const codes: Readonly<Record<string, (n: number) => void>> = {
    A: (n) => {
      at = Math.max(0, at - n);
    },
    K: () => {
      rows[at] = '';
    },
    J: () => {
      rows = rows.slice(0, at + 1);
    },
  };
  return {
    write(text: string) {
      for (const [piece, n, code] of text
        .replaceAll('\u001b', '⎋')
        .matchAll(/⎋\[(\d*)([AJK])|\r|\n|[^\r\n⎋]+/g)) {
        if (code !== undefined) codes[code]?.(Number(n || 1));
        else if (piece === '\n') {
          at++;
          rows[at] ??= '';
        } else if (piece !== '\r') rows[at] = (rows[at] ?? '') + piece;
      }
    },
    lines: () => rows.filter((row) => row !== ''),
  };
}
