import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { giveUp } from '../give-up.ts';
import { openBlobs, sqliteFile } from '../open-stores.ts';
import { readSettings, type Settings } from '../settings.ts';
import { restore } from './restore.ts';

/** `npm run restore -- DIR` */
const read = readSettings(process.env);
const [, , folder] = process.argv;
if (read.status === 'refused') giveUp(read.sentence);
else if (!folder) giveUp('Mời ghi thư mục chứa bản sao: npm run restore -- /media/ban-sao');
else await run(read.settings, path.resolve(folder));

async function run(settings: Settings, from: string): Promise<void> {
  if (settings.databaseUrl !== null) {
    return giveUp(
      'Kho này ở PostgreSQL (DATABASE_URL). Mời khôi phục bằng pg_restore rồi chạy npm run new-epoch, theo mục "Backup" trong README.',
    );
  }
  const { dataFolder } = settings;
  const openStore = (database: Parameters<typeof openBlobs>[1]) => openBlobs(settings, database);
  const result = await restore(
    { dataFolder, records: sqliteFile(dataFolder), openBlobs: openStore, random: randomBytes, clock: Date.now },
    from,
  );
  switch (result.status) {
    case 'no_copy':
      return giveUp(`Không thấy bản sao nào trong ${from}, chưa có gì thay đổi. Mời kiểm tra lại đường dẫn.`);
    case 'spoiled':
      return giveUp(`Bản sao trong ${from} bị hỏng, chưa có gì được khôi phục. Mời dùng một bản sao khác.`);
    case 'not_empty':
      return giveUp(
        `Dữ liệu trong ${dataFolder} vẫn nguyên: thư mục này không trống nên không khôi phục đè lên. ` +
          'Mời đổi tên thư mục ấy, hoặc đặt DATA_DIR là một thư mục mới, rồi chạy lại.',
      );
    case 'restored':
      console.log(
        `Đã khôi phục ${result.entries} bản ghi và ${result.photos} ảnh, tệp đính kèm vào ${dataFolder}. Mời khởi động máy chủ bằng npm start.`,
      );
      if (result.missing > 0) console.log(`${result.missing} ảnh, tệp không có trong bản sao; điện thoại nào còn giữ sẽ tự gửi lại.`);
      console.log('Điện thoại sẽ tự gửi lại những gì ghi sau lúc sao lưu.');
  }
}
