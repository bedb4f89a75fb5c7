import type { Transport, WireAnswer } from '../../src/sync/transport.ts';

/** A page's wire against a server on this machine: base address, cookies, and a cable to pull out. */
export function httpTransport(url: () => string): Transport & { cable: { plugged: boolean } } {
  const jar = new Map<string, string>();
  const cable = { plugged: true };
  return {
    cable,
    send: async (request): Promise<WireAnswer> => {
      if (!cable.plugged) return { status: 'none' };
      try {
        const response = await fetch(url() + request.path, {
          method: request.method,
          headers: { ...request.headers, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
          redirect: 'manual',
          ...(request.body && { body: request.body }),
        });
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
          jar.set(name, value);
        }
        return { status: 'answered', code: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
      } catch {
        return { status: 'none' };
      }
    },
  };
}
