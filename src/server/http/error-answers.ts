import type { FastifyError, FastifyInstance } from 'fastify';
import type { ProblemKind } from '../../protocol/problem.ts';
import { BlobStoreAway } from '../blobs/blob-store.ts';
import type { Database } from '../db/database.ts';
import { sendProblem } from './problem.ts';

/** What no endpoint expected becomes one of the known refusals; only real faults are logged. */
export function answerErrors(app: FastifyInstance, database: Database): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (database.isTransient(error) || isFullDisk(error) || error instanceof BlobStoreAway) {
      request.log.error({ code: error.code }, 'the store cannot write');
      return sendProblem(reply, 'unavailable', { 'retry-after': '30' });
    }
    const kind = kindOf(error);
    if (kind === 'internal') request.log.error({ err: error }, 'fault');
    return sendProblem(reply, kind);
  });
}

function kindOf(error: FastifyError): ProblemKind {
  if (error.validation) return 'bad_request';
  const status = error.statusCode ?? 500;
  if (status === 413) return 'too_large';
  if (status === 429) return 'slow_down';
  if (status === 404) return 'not_found';
  return status >= 400 && status < 500 ? 'bad_request' : 'internal';
}

function isFullDisk(error: FastifyError): boolean {
  return error.code === 'ENOSPC' || error.code === 'EDQUOT';
}
