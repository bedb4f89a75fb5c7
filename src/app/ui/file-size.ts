import { formatNumber } from '../../domain/text.ts';

const kilobyte = 1024;
const megabyte = kilobyte * kilobyte;

/** As file managers say it. */
export function fileSize(bytes: number): string {
  return bytes < megabyte
    ? `${formatNumber(Math.max(1, Math.round(bytes / kilobyte)))}\u00A0KB`
    : `${formatNumber(Math.round((bytes / megabyte) * 10) / 10)}\u00A0MB`;
}
