import type { AttachmentReference } from '../../src/domain/entry.ts';

export function attachment(change: Partial<AttachmentReference> = {}): AttachmentReference {
  return { id: 'a', sha256: 'x'.repeat(43), size: 1000, type: 'application/pdf', name: 'Kế hoạch.pdf', ...change };
}
