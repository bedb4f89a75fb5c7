import type { Position } from '../../domain/kinds/field.ts';

/** About 100 m: enough to say which hall or square it was, too little to follow an officer. */
export function coarse(coords: { latitude: number; longitude: number; accuracy: number }): Position {
  return {
    latitude: toThousandth(coords.latitude),
    longitude: toThousandth(coords.longitude),
    accuracy: Math.max(100, Math.round(coords.accuracy)),
  };
}

function toThousandth(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
