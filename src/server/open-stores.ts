import path from 'node:path';
import type { BlobStore } from './blobs/blob-store.ts';
import { openDiskBlobStore } from './blobs/disk/disk-blob-store.ts';
import type { Database } from './db/database.ts';
import { openSqlite } from './db/sqlite/open-sqlite.ts';
import type { Settings } from './settings.ts';

export type OpenedDatabase = { status: 'ok'; database: Database } | { status: 'refused'; sentence: string };

/** The store of records that the settings name. */
export async function openDatabase({ databaseUrl, dataFolder }: Pick<Settings, 'databaseUrl' | 'dataFolder'>): Promise<OpenedDatabase> {
  if (databaseUrl === null) return { status: 'ok', database: await openSqlite(sqliteFile(dataFolder)) };
  const { openPostgres } = await import('./db/postgres/open-postgres.ts');
  const opened = await openPostgres(databaseUrl);
  if (opened.status === 'ok') return opened;
  return {
    status: 'refused',
    sentence:
      opened.status === 'unreachable'
        ? `Không nối được PostgreSQL theo DATABASE_URL (${opened.detail}). Mời kiểm tra địa chỉ, tên và mật khẩu.`
        : `PostgreSQL này có thể mất dữ liệu đã báo "Đã gửi" khi mất điện (${opened.detail}). Mời đặt synchronous_commit=on và fsync=on.`,
  };
}

/** The place for photos that the settings name. */
export async function openBlobs(settings: Pick<Settings, 'blobs' | 'dataFolder'>, database: Database): Promise<BlobStore> {
  if (settings.blobs.kind === 'disk') return openDiskBlobStore(path.join(settings.dataFolder, 'photos'));
  // Loaded only where it is used: Amazon's client is larger than the rest of the server.
  const { openS3BlobStore } = await import('./blobs/s3/s3-blob-store.ts');
  return openS3BlobStore(settings.blobs, database);
}

export function sqliteFile(dataFolder: string): string {
  return path.join(dataFolder, 'so.sqlite');
}
