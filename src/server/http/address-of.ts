import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from, for counting: a whole IPv6 network (/64) is one place, since each of its machines has billions of addresses. */
export function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip);
}
