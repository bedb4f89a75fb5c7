import { devicesAnswer, type SignedInDevice } from '../protocol/devices.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport, type WireRequest } from './transport.ts';

export type { SignedInDevice };
export type DevicesAnswer = { status: 'loaded'; devices: SignedInDevice[] } | PageFailure;

const patience = 30_000;

/** Where this person is signed in; only the server knows. */
export async function fetchDevices(transport: Transport = fetchTransport): Promise<DevicesAnswer> {
  return ask(transport, { method: 'GET', path: '/v1/devices', patience });
}

/** Asked twice, it is done once. Answers what is left. */
export async function signOutDevice(id: string, transport: Transport = fetchTransport): Promise<DevicesAnswer> {
  return ask(transport, { method: 'DELETE', path: `/v1/devices/${encodeURIComponent(id)}`, patience });
}

async function ask(transport: Transport, request: WireRequest): Promise<DevicesAnswer> {
  const answer = understand(await transport.send(request), devicesAnswer);
  return answer.status === 'ok' ? { status: 'loaded', devices: answer.value.devices } : pageFailure(answer);
}
