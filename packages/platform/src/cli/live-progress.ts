import type { Progress, TrialProgress } from '../progress.ts';
import { boardLines, boardOf, words } from './live-board.ts';
import { createStyle, type Stream, wantsColor } from './terminal.ts';

/** Where and when progress is shown. */
export interface ProgressOptions {
  readonly stream: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, only for differences. Default: the monotonic clock of the process. */
  readonly now?: () => number;
}

/** Shortest time between two redraws of the live line, milliseconds. */
const REDRAW_MS = 100;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

/** Progress that can be taken from the screen without a word, for work that has failed. */
export interface ShownProgress extends Progress {
  /** Removes the live line. Does nothing after `done`. */
  clear(): void;
}

/** Progress as a live line with the best candidates below it on a terminal, and as plain lines everywhere else. */
export function createProgress(options: ProgressOptions): ShownProgress {
  const isLive = options.stream.isTTY === true && options.env.TERM !== 'dumb' && !options.env.CI;
  return isLive ? liveProgress(options) : plainProgress(options);
}

function plainProgress({ stream, now = () => performance.now() }: ProgressOptions): ShownProgress {
  const startedAt = now();
  const line = (text: string) => stream.write(`[${elapsed(now() - startedAt)}] ${text}\n`);
  let bestTold: number | undefined;
  return {
    stage: (name, detail) => void line(detail === undefined ? name : `${name}: ${detail}`),
    trial: (trial) => {
      if (trial.n !== 1 && trial.n !== trial.of && trial.best === bestTold) return;
      bestTold = trial.best;
      line(`  ${trialText(trial)}`);
    },
    note: (text) => void line(text),
    done: () => undefined,
    clear: () => undefined,
  };
}

function liveProgress({
  stream,
  env,
  now = () => performance.now(),
}: ProgressOptions): ShownProgress {
  const style = createStyle(wantsColor(stream, env));
  const startedAt = now();
  let stageName: string | undefined;
  let stageDetail: string | undefined;
  let stageStartedAt = startedAt;
  let lastTrial: (TrialProgress & { readonly at: number }) | undefined;
  let trials: TrialProgress[] = [];
  let drawnAt = Number.NEGATIVE_INFINITY;
  let nDrawn = 0;
  let frame = 0;
  const width = () => Math.max(20, (stream.columns ?? 80) - 1);
  const clearLive = () => {
    const up = nDrawn > 1 ? `\u001b[${nDrawn - 1}A` : '';
    stream.write(`${up}\r\u001b[2K${nDrawn > 1 ? '\u001b[J' : ''}`);
    nDrawn = 0;
  };
  const draw = () => {
    if (stageName === undefined || now() - drawnAt < REDRAW_MS) return;
    drawnAt = now();
    frame = (frame + 1) % FRAMES.length;
    const board = boardOf(trials);
    const parts = [`${FRAMES[frame]} ${stageName}`, elapsed(now() - stageStartedAt)];
    if (lastTrial !== undefined) {
      parts.push(board === undefined ? trialText(lastTrial) : countText(lastTrial));
      if (lastTrial.msLeft !== undefined)
        parts.push(`${elapsed(Math.max(0, lastTrial.msLeft - (now() - lastTrial.at)))} left`);
      const last = `last ${scoreText(lastTrial)}`;
      if (board !== undefined && [...parts, last].join(' · ').length <= width()) parts.push(last);
    } else if (stageDetail !== undefined) parts.push(stageDetail);
    const lines = [
      cut(parts.join(' · '), width()),
      ...(board === undefined ? [] : boardLines(board, { width: width(), style })),
    ];
    clearLive();
    stream.write(lines.join('\n'));
    nDrawn = lines.length;
  };
  const endStage = () => {
    if (stageName === undefined) return;
    clearLive();
    const parts = [stageName, elapsed(now() - stageStartedAt)];
    const board = boardOf(trials);
    const best = board?.ranked.find(({ isBaseline }) => !isBaseline);
    if (lastTrial !== undefined && board !== undefined) {
      parts.push(countText(lastTrial));
      if (best) parts.push(`best ${best.name} ${best.score.toPrecision(4)}`);
    } else if (lastTrial !== undefined) parts.push(trialText(lastTrial));
    else if (stageDetail !== undefined) parts.push(stageDetail);
    stream.write(`${style.green('✓')} ${cut(parts.join(' · '), width() - 2)}\n`);
    stageName = undefined;
    lastTrial = undefined;
    trials = [];
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    stage: (name, detail) => {
      endStage();
      stageName = name;
      stageDetail = detail;
      stageStartedAt = now();
      draw();
    },
    update: (name, detail) => {
      if (name !== stageName) {
        endStage();
        stageName = name;
        stageStartedAt = now();
      }
      stageDetail = detail;
      draw();
    },
    trial: (trial) => {
      lastTrial = { ...trial, at: now() };
      trials.push(trial);
      draw();
    },
    note: (text) => {
      clearLive();
      stream.write(`${text}\n`);
      drawnAt = Number.NEGATIVE_INFINITY;
      draw();
    },
    done: () => {
      clearInterval(timer);
      endStage();
    },
    clear: () => {
      clearInterval(timer);
      if (stageName !== undefined) clearLive();
      stageName = undefined;
    },
  };
}

function trialText({ n, of, name, score, best }: TrialProgress): string {
  const parts = [`candidate ${n}${of === undefined ? '' : ` of ${of}`}`, name];
  if (score !== undefined) parts.push(`score ${score.toPrecision(4)}`);
  if (best !== undefined) parts.push(`best ${best.toPrecision(4)}`);
  return parts.join(' · ');
}

function countText({ n, of }: TrialProgress): string {
  return of === undefined
    ? `${n} ${n === 1 ? 'candidate' : 'candidates'}`
    : `${n} of ${of} candidates`;
}

function scoreText({ name, score, trial }: TrialProgress): string {
  return `${words(name)} ${score === undefined ? (trial?.status ?? '') : score.toPrecision(4)}`.trimEnd();
}

/** A span of time for people: `0.8 s`, `42 s`, `3 min 05 s`. */
export function elapsed(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
