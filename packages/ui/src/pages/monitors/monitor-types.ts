import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** How an endpoint is doing, in a list. */
export type Standing = OutputOf<Operations['monitors']['list']>['items'][number];

/** One monitor with its last verdict. */
export type ShownMonitor = OutputOf<Operations['monitors']['show']>;

/** How every column moved from verdict to verdict. */
export type DriftCourses = OutputOf<Operations['monitors']['drift']>;

export type DriftCourse = DriftCourses['columns'][number];

/** The newest rows, judged by hand. */
export type Checked = OutputOf<Operations['monitors']['check']>;

/** A column beside what it was compared with. */
export type ShiftedColumn = Checked['drifted'][number];

/** One column of a verdict, then and now. */
export type ShownColumn = OutputOf<Operations['monitors']['column']>;
