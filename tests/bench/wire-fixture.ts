import { createHash } from 'node:crypto';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { storeRawPhoto, storeReadyPhoto } from '../../src/localdb/photos.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { newDraft, setFields, type TestDevice } from '../fakes/device.ts';

/** A realistic training entry: title over 80 characters, note over 120, one lecturer, three photo references. */
const titles = [
  'Tập huấn kỹ năng tiếp nhận, xử lý hồ sơ thủ tục hành chính trên môi trường điện tử cho công chức Một cửa',
  'Bồi dưỡng nghiệp vụ kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa liên thông cho cán bộ xã năm 2026',
  'Quán triệt Kế hoạch cải cách hành chính và các giải pháp nâng cao chỉ số SIPAS, PAR INDEX của địa phương',
];
const notes = [
  'Học viên thực hành nộp hồ sơ trực tuyến trên Cổng Dịch vụ công quốc gia; ban tổ chức ghi nhận 14 ý kiến đề nghị hướng dẫn thêm về thanh toán phí, lệ phí.',
  'Lớp chia hai nhóm theo thôn; tài liệu phát tay được bổ sung sơ đồ quy trình; các câu hỏi còn lại sẽ được trả lời bằng văn bản trong tuần sau buổi tập huấn.',
  'Đã kiểm tra cuối buổi, phần lớn học viên đạt yêu cầu; đề nghị Sở Nội vụ hỗ trợ thêm tờ gấp và video hướng dẫn để chiếu tại bộ phận tiếp nhận hồ sơ của xã.',
];

export async function saveRealisticTraining(device: TestDevice, index: number, photos: { count: number; bytes: number }): Promise<void> {
  const { db, clock } = device;
  const draft = newDraft(device, { kind: 'training' });
  await saveDraft(db, draft);
  for (let count = 0; count < photos.count; count += 1) {
    const bytes = new Uint8Array(photos.bytes);
    for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(bytes.length, at + 65_536)));
    const id = newIdentifier((clock.now += 4_321));
    await storeRawPhoto(db, { id, draft: draft.id, bytes, type: 'image/jpeg', source: 'camera', takenAt: clock.now, now: clock.now });
    const sha256 = createHash('sha256').update(bytes).digest('base64url');
    const reference = {
      id,
      sha256,
      size: bytes.length,
      type: 'image/jpeg',
      width: 1600,
      height: 1200,
      takenAt: clock.now,
      source: 'camera' as const,
    };
    await storeReadyPhoto(db, { reference, bytes, thumbnail: null });
  }
  const result = await saveEntry(db, draft, { values: values(index), setFields }, (clock.now += 12_345));
  if (result.status !== 'saved') throw new Error(result.status);
}

function values(index: number): FieldValues {
  return {
    startDate: `2026-11-${String(10 + index).padStart(2, '0')}`,
    endDate: `2026-11-${String(10 + index).padStart(2, '0')}`,
    title: `${titles[index % titles.length]}${index < titles.length ? '' : ` (đợt ${index})`}`,
    attendance: 48 + index * 3,
    audience: ['officials', 'oneStopOfficials'],
    lecturers: [
      { name: 'Phạm Thị Hồng Hạnh', position: 'Phó Trưởng phòng', unit: 'Phòng Văn hóa - Xã hội', subject: 'Dịch vụ công trực tuyến' },
    ],
    topics: ['digitalGovernment', 'procedures'],
    form: 'inPerson',
    venue: 'Hội trường UBND xã Hiệp Cường',
    sessionsCount: 2,
    classes: 1,
    note: notes[index % notes.length] ?? '',
  };
}
