/** What stands between the form's button and the disk, as one file: fetched once the form is drawn, all or nothing. */
export { ProblemSummary } from './problem-summary.tsx';
export { QuestionDialog } from './question-dialog.tsx';
export { saveForm, undoSaving } from './save-form.ts';
