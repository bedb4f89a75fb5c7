import type { WireRequest } from '../../src/sync/transport.ts';
import { readRequest } from './check-exchange.ts';

/** As a phone asked before it knew of what several units held together; a reporter who updates nothing asks so for ever. */
export function oldRequest(request: WireRequest): WireRequest {
  if (request.path !== '/v1/sync') return request;
  const { joint: _joint, ...asked } = readRequest(request);
  const { 'content-encoding': _encoding, ...headers } = request.headers ?? {};
  return { ...request, headers, body: new TextEncoder().encode(JSON.stringify(asked)) };
}
