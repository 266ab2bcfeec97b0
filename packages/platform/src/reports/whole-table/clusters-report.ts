import type { Row } from '@kaizenml/contracts';
import type { ClusterProfile, EvidenceOfK, VotesForK } from '@kaizenml/ml/clustering';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import {
  clusterCounts,
  clusterMap,
  formatNumber,
  formatScore,
  formatShare,
} from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';
import { card, renderTableReport, type TableReport, tableCard } from './table-report.ts';

/** What the report of a search for clusters is made of. */
export interface ClustersReport extends TableReport {
  /** 1: none were found. */
  readonly count: number;
  readonly isAsked: boolean;
  /** Why so many, as a sentence. */
  readonly reason: string;
  readonly evidence: readonly EvidenceOfK[];
  readonly votes: VotesForK;
  /** Adjusted Rand index of every resample, increasing. */
  readonly agreements: readonly number[];
  readonly nResampled: number;
  readonly columns: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly map: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly codes: readonly number[];
    readonly shares: readonly [number, number];
    readonly nRows: number;
  };
  readonly profiles: readonly (ClusterProfile & {
    readonly name: string;
    /** Overlap with what resamples find, 0 to 1. */
    readonly stability: number | null;
    readonly typical: readonly Row[];
  })[];
}

const size = { width: 420 } as const;
const MOST_TRAITS = 6;
const MOST_CELLS = 8;

/** The report of a search for clusters as one HTML document. */
export function renderClustersReport(input: ClustersReport): string {
  const { count, profiles, run, columns } = input;
  return renderTableReport(input, {
    headline: headline(input),
    facts: [
      ['Clusters', count === 1 ? 'none' : String(count)],
      ['Columns looked at', String(columns.length)],
    ],
    body: [
      ...(count > 1
        ? [mapSection(input), ...profiles.map((profile) => profileSection(profile))]
        : []),
      choiceSection(input),
    ],
    whenNot: [
      'Clusters are a way to look at rows, not a truth about them: other columns, or other weights of them, give other clusters.',
      'A row unlike all others gets the nearest cluster all the same; its distance tells.',
      'Curved or nested groups are cut in pieces, since clusters are round in these coordinates.',
    ],
    method: [
      'Numbers count in robust standard deviations, after a logarithm where they have a long tail; a category counts about as much as a number; missing values say nothing.',
      'k-means with several beginnings, for each number of clusters.',
      'A number of clusters must have a silhouette clearly above that of one population cut into as many, and resamples must find the clusters again; of what is left, the smallest number that is nearly the best.',
    ],
    commands: [
      `kaizen run ${input.dataset.name}.csv --task clusters${input.isAsked ? ` --clusters ${count}` : ''}`,
      ...(run.version === null
        ? []
        : [`kaizen predict ${run.model} new-rows.csv --out clusters.csv`, 'kaizen serve']),
    ],
  });
}

function headline({ count, profiles, isAsked, dataset, reason }: ClustersReport): string {
  if (count === 1) return `${dataset.name} has no clusters that can be told from one population.`;
  const [largest] = profiles;
  const about = largest
    ? ` The largest, ${formatShare(largest.share)} of the rows: ${largest.description}.`
    : '';
  return isAsked && reason.startsWith('No clusters')
    ? `${dataset.name} was cut into ${count} slices of one population, as asked.${about}`
    : `${dataset.name} ${isAsked ? `is cut into ${count} clusters, as asked` : `falls into ${count} clusters`}.${about}`;
}

function mapSection({ map, profiles, metrics }: ClustersReport): Html {
  const { silhouette, stability, excess } = metrics;
  return html`<section><h2>The clusters at a glance</h2>${card(
    clusterMap({ ...map, names: profiles.map(({ name }) => name) }, { width: 520 }),
  )}
<div class="card scroll below"><table><thead><tr><th>Cluster</th><th class="n">Rows</th><th class="n">Share</th><th class="n">Found again</th><th>In a few words</th></tr></thead><tbody>
${profiles.map(
  ({ name, size: rows, share, stability: again, description }) =>
    html`<tr><td class="n">${name}</td><td class="n">${formatNumber(rows)}</td><td class="n">${formatShare(share)}</td><td class="n">${again === null ? '–' : formatScore(again)}</td><td>${description}</td></tr>`,
)}</tbody></table>
<p class="soft small">Silhouette ${silhouette ? formatScore(silhouette.value) : '–'} (1: far apart, 0: touching)${excess !== undefined && `, ${formatScore(excess.value)} above that of one population`}; resamples agree by ${stability ? formatScore(stability.value) : '–'} (1: the same clusters, 0: chance). “Found again” is the overlap of a cluster with what resamples find: above 0.75 it is stable, below 0.6 not to be trusted.</p></div></section>`;
}

function profileSection(profile: ClustersReport['profiles'][number]): Html {
  const { name, traits, rule, typical, description, size: rows, share } = profile;
  return html`<section><h2>${name}: ${description}</h2>
<p class="soft">${formatNumber(rows)} rows, ${formatShare(share)} of all. ${formatShare(rule.coverage)} of them meet <code>${rule.text}</code>, and ${formatShare(rule.precision)} of the rows that meet it are of this cluster.</p>
${tableCard(
  ['What sets it apart', 'Here', 'All others or all', 'Effect'],
  traits.slice(0, MOST_TRAITS).map((trait) => ({ cells: traitCells(trait) })),
  [3],
)}${typicalRows(typical)}</section>`;
}

function traitCells(trait: ClusterProfile['traits'][number]): string[] {
  const effect = `${trait.effect > 0 ? '+' : '−'}${Math.abs(trait.effect).toFixed(1)} sd`;
  if (trait.kind === 'level')
    return [
      `${trait.column} is ${trait.level}`,
      formatShare(trait.share),
      `${formatShare(trait.restShare)} of the others`,
      effect,
    ];
  const say = (value: number) =>
    trait.isDate ? new Date(value).toISOString().slice(0, 10) : formatNumber(value);
  return [
    trait.column,
    `${say(trait.median)} (middle half ${say(trait.low)} to ${say(trait.high)})`,
    `median of all ${say(trait.overallMedian)}`,
    effect,
  ];
}

function typicalRows(rows: readonly Row[]): Html | string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first).slice(0, MOST_CELLS);
  return html`<p class="soft small">Typical rows</p>${tableCard(
    names,
    rows.map((row) => ({ cells: names.map((name) => said(row[name])) })),
    [],
  )}`;
}

function said(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  return value === null || value === undefined ? '–' : String(value);
}

function choiceSection({ evidence, count, reason, votes, nResampled }: ClustersReport): Html {
  const counts = evidence.map(({ k }) => k);
  const pick = (of: (one: EvidenceOfK) => number | null) => evidence.map(of);
  const references = pick(({ silhouette, excess }) =>
    silhouette === null || excess === null ? null : silhouette - excess,
  );
  return html`<section><h2>How many clusters, and why</h2><p>${reason}</p>
<div class="grid">${[
    card(
      clusterCounts(
        {
          figure: 'silhouette, higher is better',
          counts,
          values: pick((one) => one.silhouette),
          references,
          chosen: count,
        },
        size,
      ),
    ),
    card(
      clusterCounts(
        {
          title:
            votes.elbow === null
              ? 'The inertia has no elbow'
              : `The inertia bends at ${votes.elbow}`,
          figure: 'inertia, lower is tighter',
          counts,
          values: pick((one) => one.inertia),
          chosen: count,
        },
        size,
      ),
    ),
    card(
      clusterCounts(
        {
          title: 'How much resamples agree',
          figure: 'adjusted Rand index',
          counts,
          values: pick((one) => one.stability),
          chosen: count,
        },
        size,
      ),
    ),
  ]}</div>
${tableCard(
  [
    'Clusters',
    'Inertia',
    'Silhouette',
    'Above one population',
    'Gap',
    'Calinski-Harabasz',
    'Davies-Bouldin',
    'Resamples agree',
  ],
  evidence.map((one) => ({
    isFirst: one.k === count,
    cells: [
      String(one.k),
      formatNumber(one.inertia),
      score(one.silhouette),
      score(one.excess),
      score(one.gap),
      one.calinskiHarabasz === null ? '–' : formatNumber(one.calinskiHarabasz),
      score(one.daviesBouldin),
      score(one.stability),
    ],
  })),
  [0, 1, 2, 3, 4, 5, 6, 7],
)}
<p class="soft small">Other rules alone would take: elbow ${votes.elbow ?? 'none'}, silhouette ${votes.silhouette}, gap ${votes.gap ?? 'none'}, Calinski-Harabasz ${votes.calinskiHarabasz}, Davies-Bouldin ${votes.daviesBouldin}. References and resamples have ${formatNumber(nResampled)} rows.</p></section>`;
}

function score(value: number | null): string {
  return value === null ? '–' : formatScore(value);
}
