import { useCallback } from 'react';
import style from './photo-image.module.css';

/** A picture from this device's database or from the server, behind a `blob:` address that lives as long as the image. */
export function PhotoThumbnail({
  bytes,
  alt,
  whole,
}: {
  bytes: Uint8Array<ArrayBuffer> | Blob;
  alt: string;
  /** The whole picture rather than a filled square. */
  whole?: boolean;
}) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(bytes instanceof Blob ? bytes : new Blob([bytes], { type: 'image/jpeg' }));
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [bytes],
  );
  return <img ref={show} className={`${style.image} ${whole ? style.whole : ''}`} alt={alt} />;
}
