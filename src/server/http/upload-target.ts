import type { FastifyReply, FastifyRequest } from 'fastify';
import { photoHeaders, tusVersion } from '../../protocol/photo.ts';
import type { ProblemKind } from '../../protocol/problem.ts';
import { areBeingRemoved } from '../photos/erased-bytes.ts';
import { findPhoto, mayUpload, type PhotoRow } from '../photos/photo-rows.ts';
import type { Parts } from './parts.ts';
import { findSignedIn } from './signed-in.ts';

/** The photo that a request may send to, or why not. */
export async function findUploadTarget(
  parts: Parts,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<PhotoRow | ProblemKind> {
  void reply.header(photoHeaders.resumable, tusVersion).header('cache-control', 'no-store');
  const signedIn = await findSignedIn(parts, request, reply);
  if (!signedIn) return 'signed_out';
  const photo = await findPhoto(parts.database.query, request.params.id);
  if (!photo) return 'not_ready';
  if (!mayUpload(signedIn.access, photo)) return 'not_found';
  if (photo.state === 'unwanted') return 'unwanted';
  return (await areBeingRemoved(parts.database.query, photo.sha256)) ? 'unavailable' : photo;
}
