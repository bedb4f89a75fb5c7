import { isIP } from 'node:net';
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
  const { HOST, PORT, DATA_DIR, DATABASE_URL, DEMO, TRUST_PROXY } = environment;
  const host = HOST || '127.0.0.1';
  if (DATABASE_URL && !/^postgres(ql)?:\/\//.test(DATABASE_URL))
    return refuse('DATABASE_URL phải có dạng postgres://… Mời bỏ biến này để dùng SQLite trong DATA_DIR.');
  const blobs = readBlobAddress(environment);
  if (blobs.status === 'refused') return blobs;
  const port = Number(PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse(`PORT phải là số từ 0 đến 65535, không phải "${PORT}".`);
  const trustProxy = readTrust(TRUST_PROXY);
  if (trustProxy === null)
    return refuse(`TRUST_PROXY phải là 1, hoặc địa chỉ IP hay mạng của proxy, cách nhau bằng dấu phẩy, không phải "${TRUST_PROXY}".`);
  const asked = readSwitch(DEMO);
  if (asked === null) return refuse(`DEMO phải là 1 (có dữ liệu mẫu) hoặc 0 (không), không phải "${DEMO}".`);
  // A shared store is somebody's own. A proxy in front means that a loopback address is reached from outside all the same.
  const atHome = isLoopback(host) && trustProxy === false && !DATABASE_URL;
  return {
    status: 'ok',
    settings: {
      host,
      port,
      dataFolder: path.resolve(DATA_DIR || './var'),
      databaseUrl: DATABASE_URL || null,
      blobs: blobs.address,
      demo: asked ?? atHome,
      trustProxy,
    },
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `1` for any proxy, or a list of addresses and networks; null where it is neither. */
function readTrust(value: string | undefined): boolean | string | null {
  const asked = readSwitch(value);
  if (asked !== null) return asked ?? false;
  return (value ?? '').split(',').every((each) => isProxy(each.trim())) ? (value ?? null) : null;
}

/** Undefined where nothing is set, null where it is neither yes nor no. */
function readSwitch(value: string | undefined): boolean | undefined | null {
  if (!value) return undefined;
  if (value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : null;
}

function isProxy(text: string): boolean {
  if (namedNetworks.includes(text)) return true;
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  if (version === 0 || length === undefined) return version !== 0;
  return /^\d{1,3}$/.test(length) && Number(length) <= (version === 6 ? 128 : 32);
}

/** Networks that Fastify knows by name. */
const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

function refuse(sentence: string): SettingsResult {
  return { status: 'refused', sentence };
}
