/** Below this a gzip header costs more than it saves. */
const worthwhile = 300;

/** A JSON body for the wire, gzipped when that pays; iOS before 16.4 has no CompressionStream. */
export async function jsonBody(text: string): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }> {
  const plain = new TextEncoder().encode(text);
  const headers = { 'content-type': 'application/json' };
  if (plain.length < worthwhile) return { body: plain, headers };
  return { body: await gzip(plain), headers: { ...headers, 'content-encoding': 'gzip' } };
}

async function gzip(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof CompressionStream === 'undefined') {
    const { gzipSync } = await import('fflate');
    return new Uint8Array(gzipSync(plain));
  }
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
