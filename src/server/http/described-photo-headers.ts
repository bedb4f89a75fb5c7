import { photoHeaders, tusVersion } from '../../protocol/photo.ts';
import type { DescribedHeader } from './describe-endpoint.ts';

/** The headers of an upload in the words of the description, one by one. */
export const describedPhotoHeaders = {
  resumable: named(photoHeaders.resumable, { type: 'string', description: tusVersion }),
  offset: named(photoHeaders.offset, { type: 'integer', description: 'Bytes that have arrived' }),
  length: named(photoHeaders.length, { type: 'integer', description: 'Bytes that its entry declared' }),
  state: named(photoHeaders.state, { type: 'string', description: 'stored, once it is whole and on disk; absent before' }),
};

function named(name: string, header: DescribedHeader): Record<string, DescribedHeader> {
  return { [name]: header };
}
