import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** What became better and worse, and what to improve next. */
export type Report = OutputOf<Operations['improve']['report']>;

export type ReportPeriod = Report['period'];

/** An endpoint of the report, in four chapters. */
export type ReportedEndpoint = Report['endpoints'][number];

export type Chapter = ReportedEndpoint['chapters'][number];

export type Figure = Chapter['figures'][number];

export type Improvement = Report['improvements'][number];
