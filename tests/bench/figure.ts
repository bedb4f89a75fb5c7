/** One measured number beside its budget. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Null where a figure is only reported. */
  budget: number | null;
  ok: boolean;
}

/** Smaller is better. */
export function atMost(name: string, value: number, unit: string, budget: number): Figure {
  const rounded = Math.round(value * 100) / 100;
  return { name, value: rounded, unit, budget, ok: rounded <= budget };
}

export function reported(name: string, value: number, unit: string): Figure {
  return { name, value: Math.round(value * 100) / 100, unit, budget: null, ok: true };
}

/** More is better, or makes the other figures mean something. */
export function atLeast(name: string, value: number, unit: string, budget: number): Figure {
  return { name, value, unit, budget, ok: value >= budget };
}
