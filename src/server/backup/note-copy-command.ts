import type { Database } from '../db/database.ts';
import { giveUp } from '../give-up.ts';
import { openDatabase } from '../open-stores.ts';
import { readSettings, type Settings } from '../settings.ts';
import { noteCopyBegun, noteCopyFinished } from './note-copy.ts';

/** `npm run note-copy -- begun` before a copy by other means, `npm run note-copy -- finished` once it is elsewhere. */
const read = readSettings(process.env);
const [, , word] = process.argv;
if (read.status === 'refused') giveUp(read.sentence);
else if (word !== 'begun' && word !== 'finished')
  giveUp('Mời ghi một trong hai: npm run note-copy -- begun, npm run note-copy -- finished.');
else await run(read.settings, word);

async function run(settings: Settings, moment: 'begun' | 'finished'): Promise<void> {
  const opened = await openDatabase(settings);
  if (opened.status === 'refused') return giveUp(opened.sentence);
  await (moment === 'begun' ? begin(opened.database) : finish(opened.database));
  await opened.database.close();
}

async function begin(database: Database): Promise<void> {
  await noteCopyBegun(database, Date.now());
  console.log('Đã ghi nhớ. Mời sao lưu kho dữ liệu và kho ảnh, đưa bản sao sang máy khác, rồi chạy: npm run note-copy -- finished');
}

async function finish(database: Database): Promise<void> {
  if ((await noteCopyFinished(database)) === 'noted') {
    console.log('Đã ghi nhận bản sao. Từ nay điện thoại có thể bỏ bớt những gì bản sao đã có.');
  } else giveUp('Chưa có bản sao nào được bắt đầu, nên điện thoại vẫn giữ dữ liệu của mình. Mời chạy trước: npm run note-copy -- begun');
}
