/** What only broadcasts ask, as one file. */
export { DaysControl } from './days-control.tsx';
export { TimesControl } from './times-control.tsx';
