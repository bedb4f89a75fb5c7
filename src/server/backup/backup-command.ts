import { mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { giveUp } from '../give-up.ts';
import { openBlobs, openDatabase, sqliteFile } from '../open-stores.ts';
import { readSettings, type Settings } from '../settings.ts';
import { type BackedUp, backUp, type LackedPhoto } from './back-up.ts';

/** `npm run backup -- DIR` */
const read = readSettings(process.env);
const [, , folder] = process.argv;
if (read.status === 'refused') giveUp(read.sentence);
else if (!folder) giveUp('Mời ghi thư mục chứa bản sao: npm run backup -- /media/ban-sao');
else await run(read.settings, path.resolve(folder));

async function run(settings: Settings, to: string): Promise<void> {
  if (settings.databaseUrl !== null) {
    return giveUp('Kho này ở PostgreSQL (DATABASE_URL). Mời sao lưu bằng pg_dump hoặc pg_basebackup, theo mục "Backup" trong README.');
  }
  if (!(await isThere(sqliteFile(settings.dataFolder)))) {
    return giveUp(`Chưa có dữ liệu nào trong ${settings.dataFolder} để sao lưu. Mời kiểm tra DATA_DIR.`);
  }
  await mkdir(to, { recursive: true });
  const [from, into] = await Promise.all([realpath(settings.dataFolder), realpath(to)]);
  if (`${into}/`.startsWith(`${from}/`)) {
    return giveUp(`Dữ liệu vẫn nguyên. Bản sao không thể nằm trong chính DATA_DIR (${from}). Mời chọn thư mục ở ổ đĩa hoặc máy khác.`);
  }
  const opened = await openDatabase(settings);
  if (opened.status === 'refused') return giveUp(opened.sentence);
  const { database } = opened;
  try {
    const blobs = await openBlobs(settings, database);
    announce(await backUp({ database, blobs, records: sqliteFile(settings.dataFolder), clock: Date.now }, into), into);
  } finally {
    await database.close();
  }
  if ((await stat(from)).dev === (await stat(into)).dev) {
    console.log('Bản sao đang nằm cùng ổ đĩa với dữ liệu: hỏng ổ là mất cả hai. Mời chép thư mục này sang máy khác ngay.');
  }
}

function announce({ entries, photos, damaged, isAsked, awaited }: BackedUp, to: string): void {
  console.log(`Đã sao lưu ${entries} bản ghi và ${photos - damaged.length} ảnh, tệp đính kèm vào ${to}.`);
  if (damaged.length > 0) giveUp(damagedSentence(damaged, isAsked));
  if (awaited.length > 0) giveUp(awaitedSentence(awaited));
}

function damagedSentence(damaged: readonly LackedPhoto[], isAsked: boolean): string {
  return (
    `Còn ${damaged.length} ảnh, tệp không đọc được nguyên vẹn từ kho, nên không có trong bản sao; điện thoại nào còn giữ thì vẫn giữ tiếp` +
    (isAsked
      ? ' và gửi lại khi có mạng. Mời kiểm tra ổ đĩa chứa ảnh. '
      : '. Kho không có ảnh nào đọc được, nên chưa hỏi lại điện thoại. Mời kiểm tra ổ đĩa chứa ảnh đã được gắn chưa. ') +
    `Mã ảnh, tệp: ${someOf(damaged.map(({ id }) => id))}`
  );
}

function awaitedSentence(awaited: readonly LackedPhoto[]): string {
  return (
    `Còn ${awaited.length} ảnh, tệp đã mất trong kho, đã hỏi lại mà chưa điện thoại nào gửi; đến khi có đủ, các điện thoại chưa bỏ bớt ảnh. ` +
    'Ảnh, tệp nào chắc chắn không còn ở đâu thì mời người ghi gỡ khỏi mục, hoặc quản trị viên xóa hẳn ở trang của mục: ' +
    someOf(awaited.map(({ entry }) => `/e/${entry}`))
  );
}

function someOf(names: readonly string[]): string {
  const each = [...new Set(names)];
  return `${each.slice(0, 20).join(', ')}${each.length > 20 ? '…' : ''}`;
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
