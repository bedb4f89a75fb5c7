import { randomBytes } from 'node:crypto';
import { beginLife } from '../epoch.ts';
import { giveUp } from '../give-up.ts';
import { openDatabase } from '../open-stores.ts';
import { readSettings, type Settings } from '../settings.ts';

/** `npm run new-epoch`, after a store was brought back by other means than `npm run restore`. */
const read = readSettings(process.env);
if (read.status === 'refused') giveUp(read.sentence);
else await run(read.settings);

async function run(settings: Settings): Promise<void> {
  const opened = await openDatabase(settings);
  if (opened.status === 'refused') return giveUp(opened.sentence);
  await beginLife(opened.database, { random: randomBytes, now: Date.now() });
  await opened.database.close();
  console.log('Kho dữ liệu đã mang tên mới. Mời khởi động lại mọi máy chủ; điện thoại sẽ tự gửi lại những gì kho chưa có.');
}
