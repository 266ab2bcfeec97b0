import { html, trusted } from './html.ts';
import type { ReportInput } from './report-input.ts';
import { checks } from './sections/checks.ts';
import { columns } from './sections/columns.ts';
import { commands } from './sections/commands.ts';
import { explanation } from './sections/explanation.ts';
import { findings } from './sections/findings.ts';
import { leaderboard } from './sections/leaderboard.ts';
import { limits } from './sections/limits.ts';
import { method } from './sections/method.ts';
import { metrics } from './sections/metrics.ts';
import { plots, testCharts } from './sections/plots.ts';
import { search } from './sections/search.ts';
import { summary } from './sections/summary.ts';
import { why } from './sections/why.ts';
import { reportStyles } from './styles.ts';

/**
 * The report of a run as one HTML document that needs nothing else: no script, no request, no font.
 *
 * Written for a person who has a decision to make; the same input gives the same text.
 */
export function renderReport(input: ReportInput): string {
  const [besideMetrics, ...otherCharts] = testCharts(input);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${input.target}: ${input.champion.title} · KaizenML report</title>
<style>${trusted(reportStyles)}</style></head><body><main>
${summary(input)}
${findings(input.findings)}
${metrics(input, besideMetrics)}
${plots(otherCharts)}
${explanation(input)}
${why(input)}
${leaderboard(input)}
${search(input)}
${checks(input)}
${limits(input)}
${columns(input)}
${method(input)}
${commands(input)}
<footer>Written by KaizenML · run ${input.run.id}</footer>
</main></body></html>
`.markup;
}
