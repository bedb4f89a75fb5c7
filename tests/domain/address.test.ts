import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseAddress } from '../../src/domain/address.ts';

describe('one page has one address', () => {
  test.each([
    ['HTTPS://BaoHungYen.VN/Cai-cach', 'https://baohungyen.vn/Cai-cach', 'scheme and host are the same in capitals, the path is not'],
    ['https://baohungyen.vn:443/a', 'https://baohungyen.vn/a', 'the port that goes without saying'],
    ['http://baohungyen.vn:80/a', 'http://baohungyen.vn/a', 'the port that goes without saying'],
    ['http://baohungyen.vn:443/a', 'http://baohungyen.vn:443/a', 'another port is another place'],
    ['https://baohungyen.vn/', 'https://baohungyen.vn', 'the last slash of a site'],
    ['https://baohungyen.vn/a//', 'https://baohungyen.vn/a', 'the last slashes of a page'],
    ['https://baohungyen.vn/a/?id=7', 'https://baohungyen.vn/a?id=7', 'a slash before the question mark'],
    ['https://baohungyen.vn/a?utm_source=zalo&id=7&fbclid=IwAR0', 'https://baohungyen.vn/a?id=7', 'what tells where it was found'],
    ['https://baohungyen.vn/a?zarsrc=31&gclid=1', 'https://baohungyen.vn/a', 'nothing left to ask for'],
    ['https://baohungyen.vn/a?', 'https://baohungyen.vn/a', 'a question mark alone'],
    ['https://baohungyen.vn/a#binh-luan', 'https://baohungyen.vn/a', 'a place within the page'],
    ['  https://baohungyen.vn/a\n', 'https://baohungyen.vn/a', 'blanks around it'],
    ['https://baohungyen.vn/cải-cách?q=thủ+tục', 'https://baohungyen.vn/cải-cách?q=thủ+tục', 'Vietnamese letters stay readable'],
    ['https://vi-dụ.vn/a', 'https://vi-dụ.vn/a', 'a host with marks'],
    ['https://a.vn/b?c=d?e&f', 'https://a.vn/b?c=d?e&f', 'what a page asks for in its own way'],
  ])('%s is %s: %s', (typed, expected) => {
    expect(normaliseAddress(typed)).toBe(expected);
  });

  test.each([
    'baohungyen.vn/a',
    'ftp://baohungyen.vn',
    'https://',
    'https:///a',
    'https://localhost/a',
    'https://baohungyen.vn/bài viết',
    'https://nguoi@baohungyen.vn/a',
    'https://bao.vn@lua.vn/a',
    'javascript:alert(1)',
    'https://baohungyen.vn:port/a',
    '',
  ])('“%s” is no address of a page', (typed) => {
    expect(normaliseAddress(typed)).toBeNull();
  });

  test('an address that was written so is written so again', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = normaliseAddress(address);
        if (once !== null) expect(normaliseAddress(once)).toBe(once);
      }),
    );
  });
});
