import { formatInstant } from '../../domain/text.ts';

/** "08:05 24/11/2026 · Xã Hiệp Cường · Tập huấn": time and place that stay when a picture is passed on. */
export function stampText(facts: { takenAt: number; unit: string | undefined; subject: string | undefined }): string {
  return [formatInstant(facts.takenAt), facts.unit, facts.subject].filter(Boolean).join(' · ');
}
