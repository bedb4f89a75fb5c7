import type { FieldValues } from '../../domain/kinds/field.ts';
import type { GrantedRole } from '../users/access.ts';

/** Invented people of the demo province. Everybody may know the password, so they never leave this machine. */
export const demoPassword = 'demo-2026';

const since = '2025-07-01';
export const demoUnits = {
  hiepCuong: '12322@2025-07-01',
  phoHien: '11953@2025-07-01',
  ended: '12301@0',
  centre: 'org-trung-tam-pho-hien@2025-07-01',
  department: 'org-so-noi-vu@0',
  justice: 'org-so-tu-phap@0',
  province: '33@2025-07-01',
} as const;

const grant = (role: GrantedRole['role'], unit: string): GrantedRole => ({ role, unit, from: since, to: null });

/** `id`: where a person came later than the others, whose ids are drawn one after another. */
export const demoPeople: readonly { id?: string; username: string; name: string; roles: readonly GrantedRole[] }[] = [
  { username: 'hiepcuong', name: 'Nguyễn Văn Ấp', roles: [grant('reporter', demoUnits.hiepCuong)] },
  { username: 'phohien', name: 'Trần Thị Hạnh', roles: [grant('reporter', demoUnits.phoHien)] },
  { username: 'trungtam', name: 'Lê Văn Thanh', roles: [grant('reporter', demoUnits.centre)] },
  { username: 'sonoivu', name: 'Phạm Thị Thu Hà', roles: [grant('reviewer', demoUnits.department)] },
  { username: 'quantri', name: 'Đỗ Minh Quân', roles: [grant('administrator', demoUnits.province)] },
  // Whose commune ended, and whom nobody has moved yet.
  {
    id: 'demo-of-an-ended-unit',
    username: 'xacu',
    name: 'Bùi Thị Ngọc Ánh',
    roles: [{ role: 'reporter', unit: demoUnits.ended, from: '2024-01-01', to: null }],
  },
  { id: 'demo-of-a-department', username: 'sotuphap', name: 'Ngô Quang Huy', roles: [grant('reporter', demoUnits.justice)] },
];

const station = {
  startTimes: ['17:00'],
  sessions: ['afternoon'],
  programme: 'Cải cách hành chính',
  genre: 'newsItem',
  sourceType: 'own',
  topics: ['procedures'],
  durationMinutes: 15,
} satisfies FieldValues;

/** Station profiles: what a unit's broadcast form starts with. */
export const demoStations: readonly { unit: string; values: FieldValues }[] = [
  {
    unit: demoUnits.hiepCuong,
    values: { ...station, transmission: 'internet', clustersTotal: 38, clustersOn: 38, approvedBy: 'Nguyễn Thị Mai, Phó Chủ tịch UBND xã' },
  },
  {
    unit: demoUnits.phoHien,
    values: { ...station, transmission: 'fm', clustersTotal: 64, clustersOn: 64, approvedBy: 'Vũ Đình Long, Phó Chủ tịch UBND phường' },
  },
  {
    unit: demoUnits.centre,
    values: { ...station, transmission: 'internet', clustersTotal: 210, clustersOn: 210, approvedBy: 'Hoàng Thị Lan, Giám đốc Trung tâm' },
  },
];
