import path from 'node:path';
import { type BlobAddress, readBlobAddress } from './blobs/blob-address.ts';

export interface Settings {
  host: string;
  port: number;
  dataFolder: string;
  /** A shared PostgreSQL store, or null for SQLite in the data folder. */
  databaseUrl: string | null;
  blobs: BlobAddress;
  /** Whether an empty store gets the demo province. */
  demo: boolean;
  trustProxy: boolean | string;
}

export type SettingsResult = { status: 'ok'; settings: Settings } | { status: 'refused'; sentence: string };

/** Reads the environment once. What this build cannot do is refused in words, never silently left out. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsResult {
  const { HOST: host = '127.0.0.1', PORT = '8080', DATA_DIR = './var', DATABASE_URL, DEMO, TRUST_PROXY } = environment;
  if (DATABASE_URL && !/^postgres(ql)?:\/\//.test(DATABASE_URL))
    return refuse('DATABASE_URL phải có dạng postgres://… Mời bỏ biến này để dùng SQLite trong DATA_DIR.');
  const blobs = readBlobAddress(environment);
  if (blobs.status === 'refused') return blobs;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse(`PORT phải là số từ 0 đến 65535, không phải "${PORT}".`);
  const trustProxy = readTrust(TRUST_PROXY);
  // A proxy in front means that a loopback address is reached from outside all the same.
  const atHome = isLoopback(host) && trustProxy === false;
  return {
    status: 'ok',
    settings: {
      host,
      port,
      dataFolder: path.resolve(DATA_DIR),
      databaseUrl: DATABASE_URL || null,
      blobs: blobs.address,
      demo: DEMO === undefined ? atHome : DEMO === '1',
      trustProxy,
    },
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `1` for any proxy, or a list of addresses and networks. */
function readTrust(value: string | undefined): boolean | string {
  if (!value || value === '0' || value === 'false') return false;
  return value === '1' || value === 'true' ? true : value;
}

function refuse(sentence: string): SettingsResult {
  return { status: 'refused', sentence };
}
