import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Life } from '../epoch.ts';
import type { ErasedBytes } from '../photos/erased-bytes.ts';
import type { Pictures } from '../photos/pictures.ts';
import type { Uploads } from '../photos/uploads.ts';
import type { RandomBytes } from '../users/secret.ts';

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/** What the endpoints work with. */
export interface Parts {
  database: Database;
  blobs: BlobStore;
  catalogue: Catalogue;
  uploads: Uploads;
  pictures: Pictures;
  erasedBytes: ErasedBytes;
  clock: () => number;
  random: RandomBytes;
  /** The one that the store is in now. */
  life: () => Promise<Life>;
  build: string;
}
