/** A file of a few kB may claim to hold a billion pixels. 100 megapixels is more than phones make. */
export const decodeLimits = { limitInputPixels: 100_000_000, failOn: 'error' } as const;

/** Long edge of a picture that is kept, pixels: as the phones make them themselves. */
export const longestEdge = 1600;
