/** What a form needs after its first taps, most of it between its button and the disk: one file, fetched once the form is drawn. */
export { EndedElsewhere } from './ended-elsewhere.tsx';
export { ProblemSummary } from './problem-summary.tsx';
export { QuestionDialog } from './question-dialog.tsx';
export { readInOrder, saveForm } from './save-form.ts';
export { sayWhatHappened } from './say-what-happened.ts';
export { withContent } from './with-content.ts';
export { TypedDay } from './typed-day.tsx';
