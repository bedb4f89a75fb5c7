/** What links carry to tell where they were found: campaigns, Facebook, Google, Microsoft, Instagram, Zalo, newsletters. */
const trackers = /^(utm_\w+|fbclid|mibextid|gclid|gclsrc|gbraid|wbraid|dclid|_gl|msclkid|igshid|zarsrc|mc_cid|mc_eid)$/i;
const defaultPorts: Record<string, string> = { http: '80', https: '443' };

/**
 * The one way in which a page's address is written, so that two people who log the same page write the same; null where
 * it is none. Read by hand: `URL` belongs to browsers and servers, and it would write Vietnamese letters as codes.
 */
export function normaliseAddress(typed: string): string | null {
  const parts = /^(https?):\/\/([^\s/?#]+)(\/[^\s?#]*)?(?:\?([^\s#]*))?(?:#\S*)?$/i.exec(typed.trim());
  if (!parts) return null;
  const scheme = (parts[1] ?? '').toLowerCase();
  const place = readHost((parts[2] ?? '').toLowerCase());
  if (!place) return null;
  const port = place.port === '' || place.port === defaultPorts[scheme] ? '' : `:${place.port}`;
  const path = (parts[3] ?? '').replace(/\/+$/, '');
  const query = (parts[4] ?? '')
    .split('&')
    .filter((pair) => pair !== '' && !trackers.test(pair.split('=')[0] ?? ''))
    .join('&');
  return `${scheme}://${place.host}${port}${path}${query && `?${query}`}`;
}

/** At least two names with a dot between them: what nobody outside a building can open is no evidence. */
function readHost(text: string): { host: string; port: string } | null {
  const parts = /^([\p{L}\p{M}\d-]+(?:\.[\p{L}\p{M}\d-]+)+)(?::(\d{0,5}))?$/u.exec(text);
  return parts ? { host: parts[1] ?? '', port: parts[2] ?? '' } : null;
}
