import type { Estimate, Finding, GateVerdict } from '@kaizenml/contracts';
import { formatDuration, formatNumber } from '@kaizenml/ui/charts';
import { gateList } from '../gate-list.ts';
import { type Html, html, trusted, withCode } from '../html.ts';
import type { TimingRow } from '../report-input.ts';
import { findings } from '../sections/findings.ts';
import { reportStyles } from '../styles.ts';

/** What the report of every run that learns from a table as a whole says. */
export interface TableReport {
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly startedAt: string;
    readonly durationMs: number;
    readonly model: string;
    /** Null when the model is not registered. */
    readonly version: number | null;
    readonly timings: readonly TimingRow[];
  };
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
  };
  readonly findings: readonly Finding[];
  readonly gate: GateVerdict;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly seed: number;
}

/** The parts of a report that differ from task to task. */
export interface TableReportParts {
  /** The result in one sentence. */
  readonly headline: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** The sections with pictures and tables, as they are read. */
  readonly body: readonly Html[];
  /** Sentences. */
  readonly whenNot: readonly string[];
  /** Steps of the method, in their order. */
  readonly method: readonly string[];
  /** Lines for a shell. */
  readonly commands: readonly string[];
}

/** One HTML document that needs nothing else: no script, no request, no font. */
export function renderTableReport(input: TableReport, parts: TableReportParts): string {
  const { run, dataset } = input;
  const facts = [
    ['Data', `${dataset.name}@${dataset.version}`],
    ['Rows', formatNumber(dataset.nRows)],
    ...parts.facts,
    ['Model', run.version === null ? 'not registered' : `${run.model}/${run.version}`],
    ['Took', formatDuration(run.durationMs)],
  ] as const;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${run.name} · KaizenML report</title>
<style>${trusted(reportStyles)}</style></head><body><main>
<header><p class="soft small">Report of run ${run.name}</p>
<h1>${withCode(parts.headline)}</h1>
${verdict(input)}
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
${findings(input.findings)}
${parts.body}
<section><h2>When not to use it</h2><ul>${parts.whenNot.map((line) => html`<li>${withCode(line)}</li>`)}</ul></section>
${method(input, parts.method)}
<section><h2>As commands</h2><pre>${parts.commands.join('\n')}</pre></section>
<footer>Written by KaizenML · run ${run.id}</footer>
</main></body></html>
`.markup;
}

/** A picture on a card. */
export function card(chart: string): Html {
  return html`<div class="card">${trusted(chart)}</div>`;
}

/** A table on a card; columns from the second on are set to the right where `numbers` says so. */
export function tableCard(
  head: readonly string[],
  rows: readonly { readonly cells: readonly (string | Html)[]; readonly isFirst?: boolean }[],
  numbers: readonly number[],
): Html {
  const kind = (j: number) => (numbers.includes(j) ? 'n' : '');
  return html`<div class="card scroll below"><table><thead><tr>${head.map((title, j) => html`<th class="${kind(j)}">${title}</th>`)}</tr></thead><tbody>
${rows.map(
  ({ cells, isFirst }) =>
    html`<tr${isFirst === true && html` class="first"`}>${cells.map((cell, j) => html`<td class="${kind(j)}">${cell}</td>`)}</tr>`,
)}</tbody></table></div>`;
}

function verdict({ gate, run }: TableReport): Html {
  return gate.passed
    ? html`<div class="card verdict"><strong>✓ Registered</strong> as ${run.model}/${run.version ?? ''}.${gateList(gate)}</div>`
    : html`<div class="card verdict failed"><strong>✗ Not registered.</strong> ${gateList(gate)}</div>`;
}

function method({ run, dataset, seed }: TableReport, steps: readonly string[]): Html {
  return html`<section><h2>How it was done</h2><div class="grid"><div class="card"><ol>
${steps.map((line) => html`<li>${withCode(line)}</li>`)}</ol>
<p class="soft small">Seed ${seed} · run <code>${run.id}</code> · started ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC · data <code>${dataset.hash.slice(0, 16)}</code></p></div>
<div class="card scroll"><table><thead><tr><th>Step</th><th class="n">Time</th><th>State</th></tr></thead><tbody>
${run.timings.map(({ step, ms, status }) => html`<tr><td>${step}</td><td class="n">${formatDuration(ms)}</td><td>${status === 'reused' ? 'reused' : status === 'failed' ? 'failed' : 'done'}</td></tr>`)}
</tbody></table></div></div></section>`;
}
